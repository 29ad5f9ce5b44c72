package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.tls.PemText;
import id.jipmonitor.protocol.tls.TlsFileException;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.EnrolAnswer;
import id.jipmonitor.protocol.wire.Message.EnrolRequest;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.server.ingest.LogLimit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes a token for a certificate. The certificate is made first and the token used up last, so that a request that
 * cannot be served costs no token, and of two that bring the same token at once only one gets its certificate.
 */
final class EnrolmentDesk {
    /**
     * What the stranger is told.
     *
     * @param wrongToken whether it brought a token that opens nothing, and has to wait for that answer
     */
    record Answer(Message message, boolean wrongToken) {}

    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentDesk.class);
    private static final int LINES_PER_MINUTE = 10;

    private final TokenTable tokens;
    private final CertificateRegister register;
    private final CertificateIssuer issuer;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final LogLimit wrongTokens;
    private final Counter issued;
    private final Counter wrong;
    private final Counter failed;

    EnrolmentDesk(
            TokenTable tokens,
            CertificateRegister register,
            CertificateIssuer issuer,
            MeterRegistry meters,
            InstantSource clock,
            LongSupplier nanos) {
        this.tokens = tokens;
        this.register = register;
        this.issuer = issuer;
        this.clock = clock;
        this.nanos = nanos;
        this.wrongTokens = new LogLimit(LINES_PER_MINUTE, nanos.getAsLong());
        this.issued = Counter.builder("jip.enrolment.certificates.issued")
                .description("Certificates given for a token")
                .register(meters);
        this.wrong = refused(meters, "token");
        this.failed = refused(meters, "request");
    }

    private static Counter refused(MeterRegistry meters, String reason) {
        return Counter.builder("jip.enrolment.requests.refused")
                .description("Requests for a certificate that were refused, by reason")
                .tag("reason", reason)
                .register(meters);
    }

    /** Blocks on the database. */
    Answer answer(EnrolRequest request, SocketAddress peer) {
        Instant now = clock.instant();
        Optional<TokenStatus> token = tokens.find(request.secret());
        if (token.isEmpty() || token.get().state(now) != TokenStatus.State.OPEN) {
            return wrongToken(
                    peer,
                    token.map(each -> "one of " + each.agent() + " that is " + each.state(now))
                            .orElse("one that nobody made"));
        }
        try {
            X509Certificate certificate = issuer.issue(token.get().agent(), request.request(), now);
            EnrolAnswer answer = new EnrolAnswer(PemText.of(certificate), issuer.authorities());
            if (!tokens.use(request.secret(), now)) {
                return wrongToken(peer, "one of " + token.get().agent() + " that was used at the same moment");
            }
            register.issued(token.get().agent(), certificate, CertificateRegister.Occasion.ENROLMENT, now);
            issued.increment();
            LOG.info(
                    "{}: enrolled from {}; certificate {} until {}",
                    token.get().agent(),
                    peer,
                    certificate.getSerialNumber().toString(16),
                    certificate.getNotAfter().toInstant());
            return new Answer(answer, false);
        } catch (IllegalArgumentException e) {
            failed.increment();
            LOG.warn("{}: not enrolled from {}: {}", token.get().agent(), peer, e.getMessage());
            return new Answer(new Refusal(String.valueOf(e.getMessage())), false);
        } catch (TlsFileException e) {
            failed.increment();
            LOG.error("{}: not enrolled from {}: {}", token.get().agent(), peer, e.getMessage());
            return new Answer(new Refusal("the server cannot sign now; its log says why. The token stays open"), false);
        }
    }

    private Answer wrongToken(SocketAddress peer, String found) {
        wrong.increment();
        wrongTokens
                .pass(nanos.getAsLong())
                .ifPresent(heldBack -> LOG.warn(
                        "enrolment of {} refused: expected an open token. Found: {}{}",
                        peer,
                        found,
                        heldBack == 0 ? "" : " (and " + heldBack + " more like it)"));
        return new Answer(
                new Refusal("token: expected one that is open. Found: one that is unknown, used, cancelled or expired."
                        + " Ask for a new one: jip server enrol AGENT"),
                true);
    }
}
