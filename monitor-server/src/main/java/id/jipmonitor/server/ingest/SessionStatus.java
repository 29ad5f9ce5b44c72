package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An agent that is connected now.
 *
 * @param software version that it says it runs
 * @param since server time of its greeting
 * @param assignmentHash of the assignment that it applies, as far as it said
 * @param assignmentProblems why it did not apply the last offer; empty when it did
 */
public record SessionStatus(
        AgentId agent,
        BootId boot,
        String software,
        SocketAddress address,
        Instant since,
        Optional<String> assignmentHash,
        List<String> assignmentProblems) {
    public SessionStatus {
        assignmentProblems = List.copyOf(assignmentProblems);
    }
}
