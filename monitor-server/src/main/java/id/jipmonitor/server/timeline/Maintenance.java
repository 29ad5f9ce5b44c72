package id.jipmonitor.server.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lays approved maintenance over measured states: the six-way ledger. As-measured figures use the timeline itself. */
public final class Maintenance {
    private Maintenance() {}

    /** The timeline with MAINTENANCE in place of whatever was measured inside a window; windows may overlap. */
    public static Timeline over(Timeline measured, List<Window> windows) {
        if (windows.isEmpty()) {
            return measured;
        }
        TreeSet<Instant> boundaries = new TreeSet<>();
        measured.intervals().forEach(each -> boundaries.add(each.from()));
        windows.forEach(each -> {
            addInside(boundaries, each.from(), measured);
            addInside(boundaries, each.to(), measured);
        });
        Joiner joined = new Joiner();
        for (Instant at : boundaries) {
            boolean maintained = windows.stream().anyMatch(each -> each.contains(at));
            Interval under = covering(measured, at);
            joined.next(at, maintained ? LinkState.MAINTENANCE : under.state(), maintained ? at : under.declaredAt());
        }
        return new Timeline(measured.from(), measured.to(), joined.until(measured.to()));
    }

    private static Interval covering(Timeline measured, Instant at) {
        return measured.intervals().stream()
                .filter(each -> at.isBefore(each.to()))
                .findFirst()
                .orElseThrow();
    }

    private static void addInside(Set<Instant> boundaries, Instant at, Timeline measured) {
        if (at.isAfter(measured.from()) && at.isBefore(measured.to())) {
            boundaries.add(at);
        }
    }
}
