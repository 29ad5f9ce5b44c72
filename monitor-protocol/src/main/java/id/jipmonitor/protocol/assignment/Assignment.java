package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.model.AgentId;
import java.util.List;

/** All that one agent shall probe; it replaces whatever the agent probed before. */
public record Assignment(AgentId agent, List<ProbeSpec> probes) {
    /** Most probes of one agent. */
    public static final int MAX_PROBES = 20_000;

    public Assignment {
        probes = List.copyOf(probes);
    }
}
