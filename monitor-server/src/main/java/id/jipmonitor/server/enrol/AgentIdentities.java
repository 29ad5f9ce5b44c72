package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.PemText;
import id.jipmonitor.protocol.tls.TlsFileException;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.server.ingest.IdentityDesk;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whose certificates are revoked, as last read; and the next certificate of those who are not. */
public final class AgentIdentities implements IdentityDesk {
    private static final Logger LOG = LoggerFactory.getLogger(AgentIdentities.class);
    /** An agent asks once an hour at most; a broken one shall not fill the register. */
    private static final Duration LEAST_PAUSE = Duration.ofMinutes(1);

    private final CertificateRegister register;
    private final Optional<CertificateIssuer> issuer;
    private final InstantSource clock;
    private final ConcurrentMap<AgentId, Instant> lastRenewals = new ConcurrentHashMap<>();
    private final ConcurrentMap<AgentId, Instant> certificateEnds = new ConcurrentHashMap<>();
    private volatile Map<AgentId, Revocation> revoked = Map.of();
    private volatile Optional<Authorities> news = Optional.empty();

    /** @param issuer absent when this server issues no certificates */
    public AgentIdentities(CertificateRegister register, Optional<CertificateIssuer> issuer, InstantSource clock) {
        this.register = register;
        this.issuer = issuer;
        this.clock = clock;
        reload();
    }

    /** Reads the revocations anew; when it fails, the former ones stay. */
    public void reload() {
        revoked = register.revocations().stream().collect(Collectors.toMap(Revocation::agent, Function.identity()));
    }

    /** From now on agents are told to trust these, as long as they are more than one. */
    public void trust(List<String> authorities) {
        news = authorities.size() > 1 ? Optional.of(new Authorities(authorities)) : Optional.empty();
    }

    /** When the certificate ends that each agent showed last. */
    Map<AgentId, Instant> certificateEnds() {
        return certificateEnds;
    }

    @Override
    public Optional<String> refusal(AgentId agent, X509Certificate certificate) {
        certificateEnds.put(agent, certificate.getNotAfter().toInstant());
        return Optional.ofNullable(revoked.get(agent))
                .filter(each -> each.concerns(certificate))
                .map(each -> "certificate: expected one of " + agent + " issued since it was revoked at " + each.at()
                        + " (" + each.reason() + "). Found: one from before. Enrol the agent anew: jip server enrol "
                        + agent);
    }

    @Override
    public RenewalAnswer renew(AgentId agent, X509Certificate shown, String request) {
        // Taken first: a certificate of this moment is not issued since a revocation that comes between.
        Instant now = clock.instant();
        Instant former = lastRenewals.put(agent, now);
        if (issuer.isEmpty()) {
            return RenewalAnswer.refused(
                    "this server issues no certificates: enrolment.authority_key is not set or cannot" + " be used");
        }
        if (former != null && Duration.between(former, now).compareTo(LEAST_PAUSE) < 0) {
            return RenewalAnswer.refused("renewal: expected at most one a minute. Found: more");
        }
        reload();
        Optional<String> refusal = refusal(agent, shown);
        if (refusal.isPresent()) {
            return RenewalAnswer.refused(refusal.get());
        }
        try {
            X509Certificate certificate = issuer.get().issue(agent, request, now);
            register.issued(agent, certificate, CertificateRegister.Occasion.RENEWAL, now);
            LOG.info(
                    "{}: certificate renewed, {} until {}",
                    agent,
                    certificate.getSerialNumber().toString(16),
                    certificate.getNotAfter().toInstant());
            return new RenewalAnswer(PemText.of(certificate), issuer.get().authorities(), "");
        } catch (IllegalArgumentException | TlsFileException e) {
            LOG.warn("{}: certificate not renewed: {}", agent, e.getMessage());
            return RenewalAnswer.refused("the server could not sign; its log says why");
        }
    }

    @Override
    public Optional<Authorities> authorities() {
        return news;
    }
}
