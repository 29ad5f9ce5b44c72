package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import java.util.Optional;
import java.util.function.Predicate;

/** Who belongs to the network. Asked on an event loop: it answers from memory. */
@FunctionalInterface
public interface AgentDirectory {
    /** Whether results of this agent are wanted at all. */
    boolean knows(AgentId agent);

    /** Why no result of this probe is taken from the agent, if none is. */
    default Optional<String> refusal(AgentId agent, ProbeId probe) {
        return Optional.empty();
    }

    /** The agents of a network, and a limit to the series that they make. */
    static AgentDirectory of(Predicate<AgentId> known, SeriesCap cap) {
        return new AgentDirectory() {
            @Override
            public boolean knows(AgentId agent) {
                return known.test(agent);
            }

            @Override
            public Optional<String> refusal(AgentId agent, ProbeId probe) {
                return cap.refusal(agent, probe);
            }
        };
    }
}
