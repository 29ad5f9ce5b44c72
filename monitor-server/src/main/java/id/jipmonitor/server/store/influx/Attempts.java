package id.jipmonitor.server.store.influx;

import java.time.Duration;
import java.util.Optional;

/**
 * When a write that failed is tried again. Waits double from {@link #FIRST} to {@link #LONGEST}, of which a random part is
 * taken, so that servers that lost one InfluxDB together do not return together. After {@link #PATIENCE} the agents are
 * left to bring the results again: they keep them on disk, this server only in memory.
 */
final class Attempts {
    static final Duration FIRST = Duration.ofMillis(100);
    static final Duration LONGEST = Duration.ofSeconds(1);
    static final Duration PATIENCE = Duration.ofSeconds(4);

    private Attempts() {}

    /**
     * How long to wait before the next attempt; empty when there is none.
     *
     * @param failures so far, 1 or more
     * @param since the first attempt
     * @param random from 0 (no wait) to 1 (all of it)
     */
    static Optional<Duration> next(int failures, Duration since, double random) {
        long whole = Math.min(FIRST.toMillis() << Math.clamp(failures - 1L, 0, 16), LONGEST.toMillis());
        Duration wait = Duration.ofMillis((long) (whole * random));
        return since.plus(wait).compareTo(PATIENCE) > 0 ? Optional.empty() : Optional.of(wait);
    }
}
