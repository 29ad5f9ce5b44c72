package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.Level;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoField;
import java.util.OptionalLong;

/** How the levels are cut into column families: raw results by UTC day, minutes by month, hours and days by year. */
enum Cut {
    RAW("day-", "raw") {
        @Override
        long ofDay(LocalDate day) {
            return day.toEpochDay();
        }

        @Override
        String text(long number) {
            return LocalDate.ofEpochDay(number).toString();
        }

        @Override
        long parse(String text) {
            return LocalDate.parse(text).toEpochDay();
        }
    },
    MINUTES("rollup-1m-", Level.MINUTE.label()) {
        @Override
        long ofDay(LocalDate day) {
            return day.getLong(ChronoField.PROLEPTIC_MONTH);
        }

        @Override
        String text(long number) {
            return YearMonth.of(Math.toIntExact(number / 12), Math.toIntExact(number % 12) + 1)
                    .toString();
        }

        @Override
        long parse(String text) {
            return YearMonth.parse(text).getLong(ChronoField.PROLEPTIC_MONTH);
        }
    },
    HOURS("rollup-1h-", Level.HOUR.label()),
    DAYS("rollup-1d-", Level.DAY.label());

    private final String prefix;
    private final String label;

    Cut(String prefix, String label) {
        this.prefix = prefix;
        this.label = label;
    }

    static Cut of(Level level) {
        return switch (level) {
            case MINUTE -> MINUTES;
            case HOUR -> HOURS;
            case DAY -> DAYS;
        };
    }

    /** As it is shown to people. */
    String label() {
        return label;
    }

    /** The stretch that a time falls into. */
    long number(long micros) {
        return ofDay(LocalDate.ofEpochDay(Key.day(micros)));
    }

    /** The column family of a stretch. */
    String name(long number) {
        return prefix + text(number);
    }

    /** The stretch that a column family of this cut holds; empty when it is none of this cut. */
    OptionalLong number(String family) {
        return family.startsWith(prefix)
                ? OptionalLong.of(parse(family.substring(prefix.length())))
                : OptionalLong.empty();
    }

    /** The stretch that a day falls into; by year unless said otherwise. */
    long ofDay(LocalDate day) {
        return day.getYear();
    }

    String text(long number) {
        return Long.toString(number);
    }

    long parse(String text) {
        return Long.parseLong(text);
    }
}
