package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link Rollup} is for rounds, for one metric and instance: results and rows in order of start to buckets. */
public final class MeasureRollup {
    private final MeasureQuery query;
    private final Steps steps;
    private final List<MeasureBucket> done = new ArrayList<>();
    private @Nullable MeasureSummary before;
    private @Nullable MeasureSummary current;

    public MeasureRollup(MeasureQuery query) {
        this.query = query;
        this.steps = new Steps(query.over());
    }

    /** Whether the device says in this round that it restarted since the round before. */
    public static boolean restarted(ProbeResult result) {
        return result.measure(Metric.SYS_RESTARTED).orElse(0) > 0;
    }

    /** Whether the measures of a round say something about the target. */
    public static boolean counts(ProbeResult result) {
        return Summary.judges(result.outcome());
    }

    /**
     * Takes the next result; one outside the query's range, or without the metric, is passed over.
     *
     * @throws IllegalArgumentException when it belongs to an earlier bucket than the one before
     */
    public void add(RecordedResult recorded) {
        ProbeResult result = recorded.result();
        if (!counts(result)) {
            return;
        }
        for (Measure each : result.measures()) {
            if (each.metric() == query.metric() && each.instance().equals(query.instance())) {
                long at = ChronoUnit.MICROS.between(Instant.EPOCH, result.startedAt());
                add(result.startedAt(), MeasureSummary.of(at, each.value(), restarted(result)));
            }
        }
    }

    /**
     * Takes the next row, all of which lies in one bucket; one that starts outside the query's range is passed over.
     *
     * @throws IllegalArgumentException when it belongs to an earlier bucket than the one before
     */
    public void add(Instant start, MeasureSummary row) {
        if (steps.covers(start)) {
            steps.goTo(start, this::close);
            current = current == null ? row : current.then(row);
        }
    }

    /** The buckets of everything added, in order; those without readings are left out. Ends the rollup. */
    public List<MeasureBucket> buckets() {
        close();
        return List.copyOf(done);
    }

    private void close() {
        MeasureSummary ended = current;
        if (ended != null) {
            MeasureSummary whole = before == null ? ended : ended.after(before);
            done.add(whole.bucket(steps.start(), query.metric()));
            before = ended;
            current = null;
        }
    }
}
