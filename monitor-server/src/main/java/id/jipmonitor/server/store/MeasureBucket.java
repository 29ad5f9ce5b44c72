package id.jipmonitor.server.store;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What one step of a {@link MeasureQuery} saw. A bucket without a reading is not in the answer. Readings of rounds that were
 * BLIND or SKIPPED say nothing about the target and are passed over.
 */
public sealed interface MeasureBucket {
    /** Inclusive; a reading belongs to the bucket that its round's start falls into. */
    Instant start();

    /** At least one. */
    long readings();

    /** A value that goes up and down, in the metric's unit. */
    record Gauge(Instant start, long readings, double last, double max) implements MeasureBucket {}

    /**
     * A value that only grows. What it grew from one reading to the next belongs to the later one's bucket; nothing is known
     * of what it grew before the first reading of the query. When it falls, or the device says that it restarted
     * ({@code sys_restarted}), it began anew at an unknown moment: that stretch counts neither as growth nor as time.
     *
     * @param increase in the metric's unit
     * @param covered the time in which it grew so much; zero when there was no reading before
     */
    record Counter(Instant start, long readings, double increase, Duration covered) implements MeasureBucket {
        /** Mean rate over the covered time. */
        public OptionalDouble perSecond() {
            return covered.isZero() ? OptionalDouble.empty() : OptionalDouble.of(increase / (covered.toNanos() / 1e9));
        }
    }
}
