package id.jipmonitor.lab.demo;

import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.RecordedResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts what an export holds: results, types of probe that were answered, and numbers that are missing. */
public final class Stored {
    private final Map<String, String> types;
    private final Set<String> answered = new TreeSet<>();
    private final Map<String, Run> runs = new HashMap<>();
    private long results;

    /** Numbers of one boot of one agent; they begin with 1 and have no hole. */
    private static final class Run {
        private final Set<Long> numbers = new TreeSet<>();

        long missing() {
            return numbers.stream().mapToLong(Long::longValue).max().orElse(0) - numbers.size();
        }
    }

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
        runs.computeIfAbsent(recorded.agent() + " " + recorded.sequence().boot(), run -> new Run())
                .numbers
                .add(recorded.sequence().number());
    }

    /** How many results there are. */
    public long results() {
        return results;
    }

    /** Types of probe of which at least one round was answered. */
    public Set<String> answered() {
        return Set.copyOf(answered);
    }

    /** Numbers below an agent's last one that the store does not have. */
    public long missing() {
        return runs.values().stream().mapToLong(Run::missing).sum();
    }
}
