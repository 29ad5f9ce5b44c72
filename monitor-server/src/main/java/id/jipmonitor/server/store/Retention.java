package id.jipmonitor.server.store;

import java.time.Duration;

/**
 * How long the embedded store keeps what, whole days. Coarser levels are kept at least as long as finer ones, so that a query
 * that may be answered from a coarse one finds there what a fine one would have. Minutes go by whole months, hours and days by
 * whole years: they stay up to that much longer.
 *
 * @param raw results as they came
 * @param minute rows of 1 min
 * @param hour rows of 1 h
 * @param day rows of 1 d
 */
public record Retention(Duration raw, Duration minute, Duration hour, Duration day) {
    /** Longest retention of raw results; every day is a part of the store that costs memory. */
    public static final Duration MAX_RAW = Duration.ofDays(1_100);
    /** Longest retention of rollups. */
    public static final Duration MAX_ROLLUP = Duration.ofDays(36_500);

    /** What applies when nothing is set. */
    public static final Retention DEFAULT =
            new Retention(Duration.ofDays(90), Duration.ofDays(400), Duration.ofDays(1_826), Duration.ofDays(1_826));

    /** @throws IllegalArgumentException when one is out of its bounds or shorter than that of a finer level */
    public Retention {
        if (raw.compareTo(Duration.ofDays(1)) < 0 || raw.compareTo(MAX_RAW) > 0) {
            throw new IllegalArgumentException(
                    "store retention: expected 1 to " + MAX_RAW.toDays() + " days. Found: " + raw);
        }
        if (raw.compareTo(minute) > 0
                || minute.compareTo(hour) > 0
                || hour.compareTo(day) > 0
                || day.compareTo(MAX_ROLLUP) > 0) {
            throw new IllegalArgumentException("store retention: expected raw <= 1 min <= 1 h <= 1 d <= "
                    + MAX_ROLLUP.toDays() + " days. Found: " + raw.toDays() + ", " + minute.toDays() + ", "
                    + hour.toDays() + " and " + day.toDays() + " days");
        }
    }

    /** Retention of raw results, and the usual one of rollups, or the same where that is shorter. */
    public static Retention ofRaw(Duration raw) {
        return new Retention(raw, longer(raw, DEFAULT.minute), longer(raw, DEFAULT.hour), longer(raw, DEFAULT.day));
    }

    /** How long rows of a level are kept. */
    public Duration of(Level level) {
        return switch (level) {
            case MINUTE -> minute;
            case HOUR -> hour;
            case DAY -> day;
        };
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
