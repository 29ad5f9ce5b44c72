package id.jipmonitor.server.store;

import java.time.Duration;
import java.time.Instant;

/**
 * A series over [from, to), cut into buckets of {@code step} that begin at {@code from}: the statistics of its rounds, or
 * with {@link MeasureQuery} those of one of its metrics.
 *
 * <p>A step and a start that are whole minutes (hours, days, in UTC) are answered from rollups where there are any: faster,
 * and for longer than raw results are kept.
 *
 * @param from inclusive
 * @param to exclusive, after from
 * @param step at least 1 ms; at most {@value #MAX_BUCKETS} buckets result
 */
public record Query(Series series, Instant from, Instant to, Duration step) {
    /** Most buckets of one answer. */
    public static final int MAX_BUCKETS = 10_000;

    /** @throws IllegalArgumentException when the range is empty or there are too many buckets */
    public Query {
        if (!from.isBefore(to) || step.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "query: expected from < to and step >= 1 ms. Found: " + from + " .. " + to + " / " + step);
        }
        long buckets = Math.ceilDiv(Duration.between(from, to).toMillis(), step.toMillis());
        if (buckets > MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "query: expected at most " + MAX_BUCKETS + " buckets. Found: " + buckets);
        }
    }
}
