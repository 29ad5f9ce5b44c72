package id.jipmonitor.agent.page;

import id.jipmonitor.agent.spool.SpoolStatus;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.SelfView;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the page shows.
 *
 * @param figures more metrics, by name
 */
public record AgentState(
        Instant at, Link link, BootId boot, SpoolStatus spool, int probes, SelfView view, Map<String, Double> figures) {
    /** The connection to the server. */
    public record Link(boolean up, Instant since, String server, Optional<String> problem) {}

    public AgentState {
        figures = Map.copyOf(figures);
    }
}
