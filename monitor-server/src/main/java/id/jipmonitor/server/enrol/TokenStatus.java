package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.model.AgentId;
import java.time.Instant;
import java.util.Optional;

/** A token as it can be listed: without its secret. */
public record TokenStatus(
        AgentId agent, Instant createdAt, Instant expiresAt, Optional<Instant> usedAt, Optional<Instant> cancelledAt) {
    /** What has become of a token. */
    public enum State {
        /** It can be used. */
        OPEN,
        USED,
        CANCELLED,
        EXPIRED
    }

    public State state(Instant now) {
        if (usedAt.isPresent()) {
            return State.USED;
        }
        if (cancelledAt.isPresent()) {
            return State.CANCELLED;
        }
        return expiresAt.isAfter(now) ? State.OPEN : State.EXPIRED;
    }
}
