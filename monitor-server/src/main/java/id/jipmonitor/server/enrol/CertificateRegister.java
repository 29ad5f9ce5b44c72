package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.model.AgentId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** Which certificates this server has issued, and whose are revoked, in the relational state. */
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

    /** Revokes all certificates of the agent that were issued until now, and cancels its open token. */
    public void revoke(AgentId agent, String reason, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("INSERT INTO revocations (agent, revoked_at, reason) VALUES (:agent, :now, :reason)"
                            + " ON CONFLICT (agent) DO UPDATE SET revoked_at = excluded.revoked_at,"
                            + " reason = excluded.reason")
                    .bind("agent", agent.value())
                    .bind("now", TokenTable.micros(now))
                    .bind("reason", reason)
                    .execute();
            handle.createUpdate("UPDATE enrolment_tokens SET cancelled_at = :now"
                            + " WHERE agent = :agent AND used_at IS NULL AND cancelled_at IS NULL")
                    .bind("agent", agent.value())
                    .bind("now", TokenTable.micros(now))
                    .execute();
        });
    }

    /** Every agent that was ever revoked, with what it was given since. */
    public List<Revocation> revocations() {
        return jdbi.withHandle(handle -> {
            Map<String, Set<String>> later = new HashMap<>();
            handle.createQuery("SELECT i.agent, i.serial FROM issued_certificates i"
                            + " JOIN revocations r ON r.agent = i.agent WHERE i.issued_at > r.revoked_at")
                    .mapToMap()
                    .forEach(row -> later.computeIfAbsent(String.valueOf(row.get("agent")), _ -> new HashSet<>())
                            .add(String.valueOf(row.get("serial"))));
            return handle.createQuery("SELECT agent, revoked_at, reason FROM revocations ORDER BY agent")
                    .mapToMap()
                    .map(row -> new Revocation(
                            new AgentId(String.valueOf(row.get("agent"))),
                            TokenTable.at(row, "revoked_at").orElse(Instant.EPOCH),
                            String.valueOf(row.get("reason")),
                            later.getOrDefault(String.valueOf(row.get("agent")), Set.of())))
                    .list();
        });
    }
}
