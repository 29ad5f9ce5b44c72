package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the server knows about a connected agent as a part of the monitor.
 *
 * @param twoMachinesAt when another machine with its certificate was last seen to take turns with it
 * @param clock empty before anything is known
 */
public record AgentHealth(AgentId agent, Optional<Instant> twoMachinesAt, Optional<ClockHealth> clock) {
    /**
     * How its clock stands.
     *
     * @param offset agent's clock less server's
     * @param wrongSince when it was found to be certainly off by more than a second; empty while it is not
     */
    public record ClockHealth(Duration offset, Optional<Instant> wrongSince) {}
}
