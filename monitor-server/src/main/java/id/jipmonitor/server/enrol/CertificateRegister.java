package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.model.AgentId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** Which certificates this server has issued, in the relational state. */
public final class CertificateRegister {
    /** Why a certificate was issued. */
    enum Occasion {
        ENROLMENT,
        RENEWAL
    }

    private final Jdbi jdbi;

    public CertificateRegister(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void issued(AgentId agent, X509Certificate certificate, Occasion occasion, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "INSERT INTO issued_certificates (serial, agent, issued_at, not_after, occasion)"
                                + " VALUES (:serial, :agent, :issued, :notAfter, :occasion)")
                .bind("serial", certificate.getSerialNumber().toString(16))
                .bind("agent", agent.value())
                .bind("issued", TokenTable.micros(now))
                .bind("notAfter", TokenTable.micros(certificate.getNotAfter().toInstant()))
                .bind("occasion", occasion.name().toLowerCase(Locale.ROOT))
                .execute());
    }
}
