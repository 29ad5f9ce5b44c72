package id.jipmonitor.server.availability;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * A stretch that a report is about.
 *
 * @param from inclusive
 * @param to exclusive, after from
 */
public record Period(Instant from, Instant to) {
    /** @throws IllegalArgumentException when it is empty */
    public Period {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("period: expected from < to. Found: " + from + " .. " + to);
        }
    }

    /** A calendar month as the contract's zone has it. */
    public static Period month(YearMonth month, ZoneId zone) {
        return new Period(
                month.atDay(1).atStartOfDay(zone).toInstant(),
                month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant());
    }
}
