package id.jipmonitor.server.timeline;

import java.time.Instant;
import java.util.List;

/**
 * The states of one probe or link over [from, to): contiguous, without overlap, neighbours different.
 *
 * @param intervals in order; together exactly [from, to)
 */
public record Timeline(Instant from, Instant to, List<Interval> intervals) {
    /** @throws IllegalArgumentException when the intervals leave a gap or overlap */
    public Timeline {
        intervals = List.copyOf(intervals);
        Instant expected = from;
        for (Interval each : intervals) {
            if (!each.from().equals(expected)) {
                throw new IllegalArgumentException(
                        "timeline: expected an interval from " + expected + ". Found: " + each);
            }
            expected = each.to();
        }
        if (!expected.equals(to)) {
            throw new IllegalArgumentException("timeline: expected to end at " + to + ". Found: " + expected);
        }
    }

    /** The state at an instant of [from, to). */
    public LinkState at(Instant instant) {
        for (Interval each : intervals) {
            if (!instant.isBefore(each.from()) && instant.isBefore(each.to())) {
                return each.state();
            }
        }
        throw new IllegalArgumentException(
                "timeline: expected an instant in " + from + " .. " + to + ". Found: " + instant);
    }
}
