package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;

/** All results of one probe as run by one agent. */
public record Series(AgentId agent, ProbeId probe) implements Comparable<Series> {
    @Override
    public int compareTo(Series other) {
        int byProbe = probe.compareTo(other.probe);
        return byProbe != 0 ? byProbe : agent.compareTo(other.agent);
    }
}
