package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;

/**
 * A probe as the inventory has it: who runs it, which link it belongs to, and whether it judges that link or only
 * measures.
 */
public record WatchedProbe(AgentId agent, LinkId link, ProbeSpec spec, boolean judges) {}
