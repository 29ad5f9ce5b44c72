package id.jipmonitor.server.timeline;

import java.time.Instant;

/**
 * An approved stretch of maintenance.
 *
 * @param from inclusive
 * @param to exclusive, after from
 */
public record Window(Instant from, Instant to) {
    /** @throws IllegalArgumentException when the stretch is empty */
    public Window {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("window: expected from < to. Found: " + from + " .. " + to);
        }
    }

    boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }
}
