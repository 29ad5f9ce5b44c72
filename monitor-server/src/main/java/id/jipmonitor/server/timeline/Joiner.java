package id.jipmonitor.server.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes contiguous intervals of states in order, equal neighbours joined into one. */
final class Joiner {
    private final List<Interval> intervals = new ArrayList<>();
    private @Nullable LinkState state;
    private Instant from = Instant.MIN;
    private Instant declaredAt = Instant.MIN;

    void next(Instant at, LinkState next, Instant nextDeclaredAt) {
        if (next == state) {
            return;
        }
        close(at);
        state = next;
        from = at;
        declaredAt = nextDeclaredAt.isBefore(at) ? at : nextDeclaredAt;
    }

    List<Interval> until(Instant to) {
        close(to);
        return intervals;
    }

    private void close(Instant to) {
        if (state != null) {
            intervals.add(new Interval(state, from, to, declaredAt));
        }
    }
}
