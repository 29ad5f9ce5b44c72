package id.jipmonitor.agent.enrol;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateRequest;
import id.jipmonitor.protocol.tls.CredentialFiles;
import id.jipmonitor.protocol.tls.RenewalRule;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFileException;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the agent's certificate when two thirds of its life are over, with a new key each time, at most one try an hour.
 * The connection that it came by goes on with the old one; the next uses the new one.
 */
public final class CertificateRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateRenewal.class);

    private final TlsFiles files;
    private final AgentId agent;
    private volatile Optional<X509Certificate> current;
    private Optional<CertificateRequest> asked = Optional.empty();
    private Instant nextTry = Instant.MIN;

    public CertificateRenewal(TlsFiles files, AgentId agent) {
        this.files = files;
        this.agent = agent;
        this.current = read();
    }

    /** The last moment of the certificate in use, when there is one that can be read. */
    public Optional<Instant> notAfter() {
        return current.map(each -> each.getNotAfter().toInstant());
    }

    /** Reads the certificate again, for an operator may have replaced it; whether its life is over. */
    public boolean lapsed(Instant now) {
        current = read();
        return current.filter(each -> RenewalRule.lapsed(each, now)).isPresent();
    }

    /** A request for the next certificate, when it is time. */
    public Optional<RenewalRequest> due(Instant now) {
        if (now.isBefore(nextTry)
                || current.filter(each -> RenewalRule.due(each, now)).isEmpty()) {
            return Optional.empty();
        }
        nextTry = now.plus(RenewalRule.PAUSE);
        CertificateRequest request = CertificateRequest.create(agent);
        asked = Optional.of(request);
        return Optional.of(new RenewalRequest(request.pem()));
    }

    /** Stores what came; whether the certificate is another one now. */
    public boolean renewed(RenewalAnswer answer) {
        Optional<CertificateRequest> request = asked;
        asked = Optional.empty();
        if (request.isEmpty()) {
            LOG.warn("the server sent a certificate that nobody had asked for; it is not used");
            return false;
        }
        if (!answer.problem().isEmpty()) {
            LOG.warn(
                    "the certificate, valid until {}, was not renewed: {}",
                    notAfter().map(Instant::toString).orElse("?"),
                    answer.problem());
            return false;
        }
        try {
            X509Certificate stored = CredentialFiles.store(
                    files, agent, request.get().key(), answer.certificate(), answer.authorities());
            current = Optional.of(stored);
            LOG.info("certificate renewed, valid until {}", stored.getNotAfter().toInstant());
            return true;
        } catch (TlsFileException | IOException e) {
            LOG.warn("the renewed certificate was not stored: {}", e.getMessage());
            return false;
        }
    }

    /** Stores whom to trust from now on. */
    public void trusted(Authorities authorities) {
        try {
            if (CredentialFiles.storeAuthorities(files, authorities.certificates())) {
                LOG.info(
                        "the list of trusted authorities was replaced, {} now",
                        authorities.certificates().size());
            }
        } catch (TlsFileException | IOException e) {
            LOG.warn("the list of trusted authorities was not stored: {}", e.getMessage());
        }
    }

    private Optional<X509Certificate> read() {
        try {
            return Optional.of(TlsContexts.certificateOf(files));
        } catch (TlsFileException e) {
            LOG.debug("no certificate to renew", e);
            return Optional.empty();
        }
    }
}
