package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.EnrolmentToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Enrolment tokens in the relational state. An agent has at most one that is open. */
public final class TokenTable {
    private static final String COLUMNS = "agent, created_at, expires_at, used_at, cancelled_at";

    private final Jdbi jdbi;

    public TokenTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps a token's hash; an open one that the agent had is cancelled. */
    public void add(EnrolmentToken token, Instant now, Duration validity) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("UPDATE enrolment_tokens SET cancelled_at = :now"
                            + " WHERE agent = :agent AND used_at IS NULL AND cancelled_at IS NULL")
                    .bind("agent", token.agent().value())
                    .bind("now", micros(now))
                    .execute();
            handle.createUpdate("INSERT INTO enrolment_tokens (token_hash, agent, created_at, expires_at)"
                            + " VALUES (:hash, :agent, :now, :expires)")
                    .bind("hash", EnrolmentToken.hash(token.secret()))
                    .bind("agent", token.agent().value())
                    .bind("now", micros(now))
                    .bind("expires", micros(now.plus(validity)))
                    .execute();
        });
    }

    /** Cancels the agent's open token; whether there was one. */
    public boolean cancel(AgentId agent, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "UPDATE enrolment_tokens SET cancelled_at = :now WHERE agent = :agent"
                                        + " AND used_at IS NULL AND cancelled_at IS NULL AND expires_at > :now")
                        .bind("agent", agent.value())
                        .bind("now", micros(now))
                        .execute())
                > 0;
    }

    /** All of them, the latest first. */
    public List<TokenStatus> list() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + " FROM enrolment_tokens ORDER BY created_at DESC, agent")
                .mapToMap()
                .map(TokenTable::status)
                .list());
    }

    /** The token with this secret, whatever has become of it. */
    Optional<TokenStatus> find(String secret) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT " + COLUMNS + " FROM enrolment_tokens WHERE token_hash = :hash")
                        .bind("hash", EnrolmentToken.hash(secret))
                        .mapToMap()
                        .map(TokenTable::status)
                        .findOne());
    }

    /** Uses the token up; of several that try at once one gets true. */
    boolean use(String secret, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "UPDATE enrolment_tokens SET used_at = :now WHERE token_hash = :hash"
                                        + " AND used_at IS NULL AND cancelled_at IS NULL AND expires_at > :now")
                        .bind("hash", EnrolmentToken.hash(secret))
                        .bind("now", micros(now))
                        .execute())
                == 1;
    }

    private static TokenStatus status(Map<String, Object> row) {
        return new TokenStatus(
                new AgentId(String.valueOf(row.get("agent"))),
                at(row, "created_at").orElse(Instant.EPOCH),
                at(row, "expires_at").orElse(Instant.EPOCH),
                at(row, "used_at"),
                at(row, "cancelled_at"));
    }

    static Optional<Instant> at(Map<String, Object> row, String column) {
        return row.get(column) instanceof Number micros
                ? Optional.of(Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS))
                : Optional.empty();
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
