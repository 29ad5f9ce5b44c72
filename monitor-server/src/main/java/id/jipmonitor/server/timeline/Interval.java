package id.jipmonitor.server.timeline;

import java.time.Instant;

/**
 * One stretch of a timeline.
 *
 * @param from inclusive: when the state started
 * @param to exclusive; equal to the next stretch's from
 * @param declaredAt when the observation arrived that made it certain; not before from
 */
public record Interval(LinkState state, Instant from, Instant to, Instant declaredAt) {
    /** @throws IllegalArgumentException when the stretch is empty */
    public Interval {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("interval: expected from < to. Found: " + from + " .. " + to);
        }
    }
}
