package id.jipmonitor.protocol.wire;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** The checks that every field passes on its way in and out, and the units of time on the wire. */
final class Bounds {
    /** Longest Refusal, Rejected or problem line. */
    static final int MAX_LINE = 500;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private Bounds() {}

    static long within(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new MalformedMessageException(
                    field + ": expected " + least + " to " + most + ". Found: " + Long.toUnsignedString(value));
        }
        return value;
    }

    static int atMost(String field, int value, int most) {
        return (int) within(field, value, 0, most);
    }

    /** One line without control characters: it will stand in logs and on pages. */
    static String line(String field, String value, int most) {
        atMost(field + " length", value.length(), most);
        if (CONTROL.matcher(value).find()) {
            throw new MalformedMessageException(field + ": expected text without control characters. Found: "
                    + CONTROL.matcher(value).replaceAll("?"));
        }
        return value;
    }

    /** Makes own text fit: for lines that are composed from other messages. */
    static String cut(String value) {
        String cleaned = CONTROL.matcher(value).replaceAll(" ").strip();
        return cleaned.length() <= MAX_LINE ? cleaned : cleaned.substring(0, MAX_LINE - 3) + "...";
    }

    static String hash(String value) {
        if (!HASH.matcher(value).matches()) {
            throw new MalformedMessageException("assignment hash: expected 64 hexadecimal digits in lower case. Found: "
                    + value.length() + " characters");
        }
        return value;
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long nanos(String field, Duration duration) {
        try {
            return notNegative(field, duration.toNanos());
        } catch (ArithmeticException e) {
            throw new MalformedMessageException(field + ": expected less than 292 years. Found: " + duration, e);
        }
    }

    /** A product that must not wrap; what would is as impossible as a negative one. */
    static long times(long count, int unit) {
        return Math.abs(count) > Long.MAX_VALUE / unit ? -1 : count * unit;
    }

    static Duration duration(String field, long nanos) {
        return Duration.ofNanos(notNegative(field, nanos));
    }

    private static long notNegative(String field, long nanos) {
        if (nanos < 0) {
            throw new MalformedMessageException(field + ": expected 0 ns or more. Found: " + nanos + " ns");
        }
        return nanos;
    }
}
