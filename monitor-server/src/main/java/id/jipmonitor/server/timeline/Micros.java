package id.jipmonitor.server.timeline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Whole microseconds since 1970: the resolution of a round's start, and cheap to compare. */
final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final long NANOS = 1_000;

    private Micros() {}

    static long of(Instant instant) {
        return Math.multiplyExact(instant.getEpochSecond(), PER_SECOND) + instant.getNano() / NANOS;
    }

    static long of(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
