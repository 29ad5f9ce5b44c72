package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Level;
import id.jipmonitor.server.store.MeasureRollup;
import id.jipmonitor.server.store.MeasureSummary;
import id.jipmonitor.server.store.Summary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One hour of one series being summed up: its results in order of start to the rows of its minutes and its own.
 *
 * <p>Measures have rows of hours and days only. A probe's rounds are some seconds to a minute apart, so a minute's row would
 * be as large as what it sums up.
 */
final class Folding {
    static final List<Level> MEASURED = List.of(Level.HOUR, Level.DAY);

    private final MinuteTaker minutes;
    private final Summary minute = new Summary();
    private final Summary hour = new Summary();
    private final Map<RollupRow.Name, MeasureSummary> measures = new HashMap<>();
    private long minuteStart = -1;
    private long results;

    /** Takes a minute's row. */
    interface MinuteTaker {
        void row(long start, Summary.Kept row);
    }

    Folding(MinuteTaker minutes) {
        this.minutes = minutes;
    }

    void add(RecordedResult recorded) {
        ProbeResult result = recorded.result();
        long at = Key.micros(result.startedAt());
        if (Level.MINUTE.floor(at) != minuteStart) {
            endMinute();
            minuteStart = Level.MINUTE.floor(at);
        }
        results++;
        minute.add(result);
        hour.add(result);
        if (MeasureRollup.counts(result)) {
            boolean restarted = MeasureRollup.restarted(result);
            for (Measure each : result.measures()) {
                measures.merge(
                        new RollupRow.Name(each.instance(), each.metric()),
                        MeasureSummary.of(at, each.value(), restarted),
                        MeasureSummary::then);
            }
        }
    }

    /** To be called after the last result. */
    void end() {
        endMinute();
    }

    long results() {
        return results;
    }

    Summary.Kept hour() {
        return hour.keep();
    }

    Map<RollupRow.Name, MeasureSummary> measures() {
        return measures;
    }

    private void endMinute() {
        if (minuteStart >= 0) {
            minutes.row(minuteStart, minute.keep());
            minute.clear();
            minuteStart = -1;
        }
    }
}
