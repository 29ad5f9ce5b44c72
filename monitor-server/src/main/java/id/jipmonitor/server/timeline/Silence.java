package id.jipmonitor.server.timeline;

import java.time.Duration;

/** How long a probe may be silent before nothing is known: two intervals and ten seconds. */
public final class Silence {
    private static final Duration SLACK = Duration.ofSeconds(10);

    private Silence() {}

    /** 2 i + 10 s. A silence of exactly that length is still in time. */
    public static Duration limit(Duration interval) {
        return interval.multipliedBy(2).plus(SLACK);
    }

    static long limitMicros(long interval) {
        return 2 * interval + Micros.of(SLACK);
    }
}
