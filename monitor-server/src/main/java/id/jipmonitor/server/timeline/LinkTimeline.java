package id.jipmonitor.server.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** One link's states from those of its judging probes, instant by instant. */
public final class LinkTimeline {
    private LinkTimeline() {}

    /**
     * Combines timelines over the same stretch. DOWN if at least {@code quorum} of the valid probes (not BLIND, not
     * NO_DATA) are DOWN; else DEGRADED if any valid one is DEGRADED or DOWN; else UP. Without a valid one: BLIND if any is, else
     * NO_DATA. A state is declared when the last of the probe states that it rests on was.
     *
     * @param quorum 0 means all valid ones
     * @throws IllegalArgumentException when a timeline is over another stretch
     */
    public static Timeline of(List<Timeline> probes, int quorum, Instant from, Instant to) {
        List<Cursor> cursors = new ArrayList<>();
        TreeSet<Instant> boundaries = new TreeSet<>();
        for (Timeline each : probes) {
            if (!each.from().equals(from) || !each.to().equals(to)) {
                throw new IllegalArgumentException("link timeline: expected probes over " + from + " .. " + to
                        + ". Found: " + each.from() + " .. " + each.to());
            }
            cursors.add(new Cursor(each.intervals()));
            each.intervals().forEach(interval -> boundaries.add(interval.from()));
        }
        Joiner joined = new Joiner();
        for (Instant at : boundaries) {
            cursors.forEach(each -> each.moveTo(at));
            joined.next(at, stateOf(cursors, quorum), declaredAt(cursors));
        }
        if (probes.isEmpty() && from.isBefore(to)) {
            joined.next(from, LinkState.NO_DATA, from);
        }
        return new Timeline(from, to, joined.until(to));
    }

    private static LinkState stateOf(List<Cursor> cursors, int quorum) {
        Map<LinkState, Integer> count = new EnumMap<>(LinkState.class);
        cursors.forEach(each -> count.merge(each.current().state(), 1, Integer::sum));
        return combine(count, quorum);
    }

    static LinkState combine(Map<LinkState, Integer> probes, int quorum) {
        int down = probes.getOrDefault(LinkState.DOWN, 0);
        int degraded = probes.getOrDefault(LinkState.DEGRADED, 0);
        int valid = down + degraded + probes.getOrDefault(LinkState.UP, 0);
        if (valid == 0) {
            return probes.getOrDefault(LinkState.BLIND, 0) > 0 ? LinkState.BLIND : LinkState.NO_DATA;
        }
        if (down >= (quorum == 0 ? valid : quorum)) {
            return LinkState.DOWN;
        }
        return down + degraded > 0 ? LinkState.DEGRADED : LinkState.UP;
    }

    private static Instant declaredAt(List<Cursor> cursors) {
        return cursors.stream()
                .map(each -> each.current().declaredAt())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Walks along one probe's intervals. */
    private static final class Cursor {
        private final List<Interval> intervals;
        private int index;

        Cursor(List<Interval> intervals) {
            this.intervals = intervals;
        }

        void moveTo(Instant at) {
            while (!at.isBefore(current().to())) {
                index++;
            }
        }

        Interval current() {
            return intervals.get(index);
        }
    }
}
