package id.jipmonitor.server.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.OptionalDouble;

/** Instants, durations and figures as people of a language read them in a zone, the zone always named. */
final class Moments {
    static final String NOTHING = "–";
    private static final double MILLIS = 1_000;

    private final Words words;
    private final ZoneId zone;
    private final DateTimeFormatter full;
    private final DateTimeFormatter clock;
    private final DateTimeFormatter minute;

    Moments(Words words, ZoneId zone) {
        this.words = words;
        this.zone = zone;
        String separator = words == Words.ENGLISH ? ":" : ".";
        String seconds = "HH'" + separator + "'mm'" + separator + "'ss";
        this.full = DateTimeFormatter.ofPattern("d MMM uuuu " + seconds, words.locale());
        this.clock = DateTimeFormatter.ofPattern(seconds, words.locale());
        this.minute = DateTimeFormatter.ofPattern("d MMM HH'" + separator + "'mm", words.locale());
    }

    ZoneId zone() {
        return zone;
    }

    /** Day, time to the second, zone. */
    String at(Instant instant) {
        return full.format(instant.atZone(zone)) + " " + zoneName(instant);
    }

    /** Time of day to the second, without the zone: for columns whose heading names it. */
    String clock(Instant instant) {
        return clock.format(instant.atZone(zone));
    }

    /** Day and minute, without the zone: for columns whose heading names it. */
    String minute(Instant instant) {
        return minute.format(instant.atZone(zone));
    }

    /** The short name that people in Indonesia use; elsewhere the zone's own short name. */
    String zoneName(Instant instant) {
        return switch (zone.getId()) {
            case "Asia/Jakarta", "Asia/Pontianak" -> "WIB";
            case "Asia/Makassar" -> "WITA";
            case "Asia/Jayapura" -> "WIT";
            default -> zone.getDisplayName(TextStyle.SHORT, words.locale());
        };
    }

    /** The two largest units. */
    String lasting(Duration duration) {
        Duration known = duration.isNegative() ? Duration.ZERO : duration;
        if (known.toDays() > 0) {
            return words.say("lasting.days", known.toDays(), known.toHoursPart());
        }
        if (known.toHours() > 0) {
            return words.say("lasting.hours", known.toHours(), known.toMinutesPart());
        }
        if (known.toMinutes() > 0) {
            return words.say("lasting.minutes", known.toMinutes(), known.toSecondsPart());
        }
        return words.say("lasting.seconds", known.toSeconds());
    }

    String milliseconds(OptionalDouble seconds) {
        if (seconds.isEmpty()) {
            return NOTHING;
        }
        double millis = seconds.getAsDouble() * MILLIS;
        return number(millis, millis < 100 ? 1 : 0) + " ms";
    }

    /** A ratio as per cent, truncated to one decimal. */
    String percent(OptionalDouble ratio) {
        return ratio.isEmpty()
                ? NOTHING
                : percent(BigDecimal.valueOf(ratio.getAsDouble()).movePointRight(2), 1);
    }

    /** Truncated, never rounded up: 99.999 is not 100. */
    String percent(BigDecimal percent, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(words.locale());
        format.setMaximumFractionDigits(decimals);
        format.setMinimumFractionDigits(percent.stripTrailingZeros().scale() <= 0 ? 0 : decimals);
        format.setRoundingMode(RoundingMode.DOWN);
        return format.format(percent) + " %";
    }

    private String number(double value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(words.locale());
        format.setMaximumFractionDigits(decimals);
        format.setMinimumFractionDigits(decimals);
        return format.format(value);
    }
}
