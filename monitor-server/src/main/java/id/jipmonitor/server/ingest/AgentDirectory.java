package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;

/** Who belongs to the network. Asked on an event loop: it answers from memory. */
@FunctionalInterface
public interface AgentDirectory {
    /** Whether results of this agent are wanted at all. */
    boolean knows(AgentId agent);
}
