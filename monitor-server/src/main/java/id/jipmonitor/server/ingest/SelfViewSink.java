package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.SelfView;
import java.time.Instant;

/** Learns what each agent says of itself, with every batch and heartbeat. */
@FunctionalInterface
public interface SelfViewSink {
    /** @param receivedAt server time; the view's own {@code at} is the agent's */
    void accept(AgentId agent, SelfView view, Instant receivedAt);
}
