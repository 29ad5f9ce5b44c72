package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.wire.Message.Heartbeat;
import java.time.Duration;
import java.time.Instant;

/**
 * What the server last said its time was, and when that came; the next heartbeat returns it so that the server can tell how
 * far this agent's clock is off. The agent's own clock is not touched.
 *
 * @param cameAtNanos by the monotonic clock
 */
record ServerTime(Instant at, long cameAtNanos) {
    /** For a heartbeat that leaves now. */
    Heartbeat.Clocks returned(Instant now, long nanos) {
        return new Heartbeat.Clocks(now, at, Duration.ofNanos(nanos - cameAtNanos));
    }
}
