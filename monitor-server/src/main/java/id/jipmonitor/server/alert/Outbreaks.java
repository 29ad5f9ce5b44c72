package id.jipmonitor.server.alert;

import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When every link that anybody could see was in trouble at once. */
final class Outbreaks {
    /** @param to exclusive */
    record Span(Instant from, Instant to) {
        boolean contains(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    private final Set<LinkState> affected;
    private final TreeMap<Instant, int[]> steps = new TreeMap<>();

    private Outbreaks(Set<LinkState> affected) {
        this.affected = affected;
    }

    /** The longest spans in which at least two links were affected and no valid one was not. */
    static List<Span> of(Collection<LinkHistory> links, Set<LinkState> affected) {
        Outbreaks outbreaks = new Outbreaks(affected);
        links.forEach(link -> link.timeline().intervals().forEach(outbreaks::count));
        return outbreaks.spans();
    }

    private void count(Interval interval) {
        int column = affected.contains(interval.state()) ? 0 : 1;
        boolean valid = interval.state() == LinkState.UP
                || interval.state() == LinkState.DEGRADED
                || interval.state() == LinkState.DOWN;
        if (valid) {
            steps.computeIfAbsent(interval.from(), any -> new int[2])[column]++;
            steps.computeIfAbsent(interval.to(), any -> new int[2])[column]--;
        }
    }

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        int troubled = 0;
        int well = 0;
        @Nullable Instant from = null;
        for (Map.Entry<Instant, int[]> step : steps.entrySet()) {
            troubled += step.getValue()[0];
            well += step.getValue()[1];
            boolean all = troubled >= 2 && well == 0;
            if (all && from == null) {
                from = step.getKey();
            } else if (!all && from != null) {
                spans.add(new Span(from, step.getKey()));
                from = null;
            }
        }
        return spans;
    }
}
