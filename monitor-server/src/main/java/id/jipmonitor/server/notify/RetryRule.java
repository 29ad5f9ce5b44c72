package id.jipmonitor.server.notify;

import java.time.Duration;
import java.time.Instant;

/** When an undelivered message is tried again: 5 s after the first attempt, doubling up to 10 min, for three days. */
final class RetryRule {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

    private RetryRule() {}

    /** @param attempts made so far, the last one included */
    static Instant next(int attempts, Instant now) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
        return now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    static boolean givesUp(Instant createdAt, Instant now) {
        return now.isAfter(createdAt.plus(GIVE_UP_AFTER));
    }
}
