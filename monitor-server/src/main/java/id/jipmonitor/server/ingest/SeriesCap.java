package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * How many series agents may make. Each costs every store memory for good, so an agent that invents probes would bring all to a stop.
 * Those that are in the store, and those of probes that the network has, are always taken; others while there is room. Safe for
 * many threads, which together may pass the limit by their number.
 */
public final class SeriesCap {
    private final int most;
    private final Predicate<Series> planned;
    private final Set<Series> known = ConcurrentHashMap.newKeySet();

    /** All results of one probe as run by one agent. */
    public record Series(AgentId agent, ProbeId probe) {}

    /**
     * A cap over what is there.
     *
     * @param most series in all
     * @param stored those that the store has
     * @param planned those that the network asks for
     */
    public SeriesCap(int most, Set<Series> stored, Predicate<Series> planned) {
        this.most = most;
        this.planned = planned;
        known.addAll(stored);
    }

    /** Why a result of this probe is refused, if it is. */
    Optional<String> refusal(AgentId agent, ProbeId probe) {
        Series series = new Series(agent, probe);
        if (known.contains(series)) {
            return Optional.empty();
        }
        if (known.size() >= most && !planned.test(series)) {
            return Optional.of("series: expected at most " + most
                    + " in the store, or a probe that network.yaml gives to " + agent + ". Found: a new one, " + probe
                    + ". Raise ingest.max_series, or take the probe out of the agent");
        }
        known.add(series);
        return Optional.empty();
    }
}
