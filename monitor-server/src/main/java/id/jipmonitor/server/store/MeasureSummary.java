package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The readings of one metric and instance over a stretch; of neighbouring stretches those of both follow.
 *
 * @param readings at least one
 * @param first the first reading
 * @param firstAt its time, microseconds since 1970
 * @param last the last reading
 * @param lastAt its time
 * @param max the greatest reading
 * @param increase what the value grew from reading to reading, falls left out; for counters
 * @param coveredMicros the time between the readings that {@code increase} was seen between
 * @param anew whether the device had restarted at the first reading, so that what was before has nothing to do with it
 */
public record MeasureSummary(
        long readings,
        double first,
        long firstAt,
        double last,
        long lastAt,
        double max,
        double increase,
        long coveredMicros,
        boolean anew) {
    /** Of one reading. */
    public static MeasureSummary of(long at, double value, boolean anew) {
        return new MeasureSummary(1, value, at, value, at, value, 0, 0, anew);
    }

    /** With the readings of a later stretch. */
    public MeasureSummary then(MeasureSummary later) {
        MeasureSummary joined = later.after(this);
        return new MeasureSummary(
                readings + later.readings,
                first,
                firstAt,
                later.last,
                later.lastAt,
                Math.max(max, later.max),
                increase + joined.increase,
                coveredMicros + joined.coveredMicros,
                anew);
    }

    /** Also with what the value grew from the end of an earlier stretch to the beginning of this one. */
    MeasureSummary after(MeasureSummary earlier) {
        if (anew || first < earlier.last) {
            return this;
        }
        return new MeasureSummary(
                readings,
                first,
                firstAt,
                last,
                lastAt,
                max,
                increase + (first - earlier.last),
                coveredMicros + (firstAt - earlier.lastAt),
                anew);
    }

    MeasureBucket bucket(Instant start, Metric metric) {
        return switch (metric.kind()) {
            case GAUGE -> new MeasureBucket.Gauge(start, readings, last, max);
            case COUNTER ->
                new MeasureBucket.Counter(start, readings, increase, Duration.of(coveredMicros, ChronoUnit.MICROS));
        };
    }
}
