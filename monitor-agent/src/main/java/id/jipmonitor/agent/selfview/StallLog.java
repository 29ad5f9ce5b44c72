package id.jipmonitor.agent.selfview;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The recent stops of the program: bounded, asked by many rounds, told by few. Safe for threads. */
final class StallLog {
    private static final int KEPT = 256;

    private record Stall(long endNanos, long lengthNanos) {}

    private final Deque<Stall> stalls = new ArrayDeque<>();

    synchronized void add(long endNanos, Duration length) {
        if (stalls.size() == KEPT) {
            stalls.removeFirst();
        }
        stalls.addLast(new Stall(endNanos, length.toNanos()));
    }

    /** The longest stop that ended at the time or later. */
    synchronized Duration worstSince(long nanos) {
        return Duration.ofNanos(stalls.stream()
                .filter(each -> each.endNanos() - nanos >= 0)
                .mapToLong(Stall::lengthNanos)
                .max()
                .orElse(0));
    }
}
