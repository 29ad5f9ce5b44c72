package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import java.util.Optional;

/** Says what an agent shall probe now. Called on a virtual thread; it may block. */
@FunctionalInterface
public interface AssignmentSource {
    /** Empty when there is nothing to tell this agent; it then goes on with what it has. */
    Optional<AssignmentOffer> assignmentOf(AgentId agent);
}
