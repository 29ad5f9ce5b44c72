package id.jipmonitor.agent.uplink;

import java.time.Duration;

/**
 * How long to wait before the next attempt to connect: twice as long after each failure, from 1 s to 60 s, of which a
 * random half to the whole is taken, so that agents that lost their server together do not return together.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(60);

    private Backoff() {}

    /**
     * @param failures in a row, 1 or more
     * @param random from 0 (half of the wait) to 1 (all of it)
     */
    static Duration delay(int failures, double random) {
        int doublings = Math.clamp(failures - 1L, 0, 16);
        long millis = Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
        return Duration.ofMillis(millis / 2 + (long) (millis / 2.0 * random));
    }
}
