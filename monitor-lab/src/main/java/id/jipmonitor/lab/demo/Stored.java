package id.jipmonitor.lab.demo;

import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.RecordedResult;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts what an export holds: results, and types of probe that were answered. */
public final class Stored {
    private final Map<String, String> types;
    private final Set<String> answered = new TreeSet<>();
    private long results;

    /** @param types type of each probe, by its id */
    public Stored(Map<String, String> types) {
        this.types = Map.copyOf(types);
    }

    /** Counts one result. */
    public void add(RecordedResult recorded) {
        results++;
        if (recorded.result().outcome() == Outcome.RESPONDED) {
            answered.add(types.getOrDefault(recorded.result().probe().value(), "unknown"));
        }
    }

    /** How many results there are. */
    public long results() {
        return results;
    }

    /** Types of probe of which at least one round was answered. */
    public Set<String> answered() {
        return Set.copyOf(answered);
    }
}
