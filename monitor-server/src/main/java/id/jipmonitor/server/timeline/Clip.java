package id.jipmonitor.server.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Cuts changes to a stretch of time. */
final class Clip {
    private Clip() {}

    /** What the changes say about [from, to); before the first one nothing is known. */
    static Timeline timeline(List<Change> changes, Instant from, Instant to) {
        List<Interval> intervals = new ArrayList<>();
        Instant start = from;
        LinkState state = LinkState.NO_DATA;
        Instant declaredAt = from;
        for (Change each : changes) {
            Instant at = Micros.instant(each.from());
            if (!at.isBefore(to)) {
                break;
            }
            if (at.isAfter(start)) {
                intervals.add(new Interval(state, start, at, later(declaredAt, start)));
                start = at;
            }
            state = each.state();
            declaredAt = Micros.instant(each.declaredAt());
        }
        if (start.isBefore(to)) {
            intervals.add(new Interval(state, start, to, later(declaredAt, start)));
        }
        return new Timeline(from, to, intervals);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
