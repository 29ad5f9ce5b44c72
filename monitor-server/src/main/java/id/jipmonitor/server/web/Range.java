package id.jipmonitor.server.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** How far back the link page looks, and how finely. */
enum Range {
    HOUR("1h", Duration.ofHours(1), Duration.ofSeconds(30)),
    SIX_HOURS("6h", Duration.ofHours(6), Duration.ofMinutes(2)),
    DAY("24h", Duration.ofHours(24), Duration.ofMinutes(5)),
    WEEK("7d", Duration.ofDays(7), Duration.ofMinutes(30));

    private final String key;
    private final Duration length;
    private final Duration step;

    Range(String key, Duration length, Duration step) {
        this.key = key;
        this.length = length;
        this.step = step;
    }

    /** As it stands in addresses. */
    String key() {
        return key;
    }

    static Optional<Range> named(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
    }

    /**
     * The stretch that ends now, cut at multiples of the step since 1970, so that the same bucket has the same edges on
     * each visit. A step is at least two rounds long, or a bucket without a round would look like a gap that is none.
     */
    Stretch endingAt(Instant now, Duration interval) {
        long stepMillis = Math.max(step.toMillis(), 2 * interval.toMillis());
        long to = Math.ceilDiv(now.toEpochMilli() + 1, stepMillis) * stepMillis;
        long from = to - Math.ceilDiv(length.toMillis(), stepMillis) * stepMillis;
        return new Stretch(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to), Duration.ofMillis(stepMillis));
    }

    /**
     * What a query asks about.
     *
     * @param from inclusive
     * @param to exclusive
     */
    record Stretch(Instant from, Instant to, Duration step) {}
}
