package id.jipmonitor.agent.probe.icmp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has to look at, and when: echoes to send, echoes that are waited for, and echoes whose time is over and
 * that are kept to recognise late and second replies. Waits of one length end in the order in which they began, so they
 * need no sorting; there are as few lengths as there are settings of Tmax.
 */
final class EchoAgenda {
    private static final long LINGER_NANOS = Duration.ofSeconds(10).toNanos();

    private final Queue<Echo> atOnce = new ArrayDeque<>();
    private final PriorityQueue<Echo> departures =
            new PriorityQueue<>((one, other) -> Long.compare(one.nextAt - other.nextAt, 0));
    private final Map<Long, Queue<Echo>> waiting = new HashMap<>();
    private final Queue<Echo> lingering = new ArrayDeque<>();

    /** To be sent as soon as those are that were due at a time. */
    void departsAtOnce(Echo echo) {
        atOnce.add(echo);
    }

    /** To be sent at its time. */
    void departs(Echo echo) {
        departures.add(echo);
    }

    /** Takes an echo that is due to be sent; null when there is none. */
    @Nullable
    Echo departing(long now) {
        Echo first = departures.peek();
        return first != null && first.nextAt - now <= 0 ? departures.poll() : atOnce.poll();
    }

    /** It left and is waited for. */
    void waits(Echo echo, long tmaxNanos) {
        echo.nextAt = echo.sentAt.monotonic() + tmaxNanos;
        waiting.computeIfAbsent(tmaxNanos, _ -> new ArrayDeque<>()).add(echo);
    }

    /**
     * Ends waits and forgets what was kept long enough.
     *
     * @param lost hears of each echo that had no fate when its wait ended
     * @param forgotten hears of each that nothing is expected of any more
     */
    void pass(long now, Consumer<Echo> lost, Consumer<Echo> forgotten) {
        for (Queue<Echo> each : waiting.values()) {
            for (Echo first = each.peek(); first != null && isOver(first, now); first = each.peek()) {
                each.remove();
                if (first.state == Echo.State.SENT) {
                    lost.accept(first);
                }
                first.nextAt = now + LINGER_NANOS;
                lingering.add(first);
            }
        }
        for (Echo first = lingering.peek(); first != null && first.nextAt - now <= 0; first = lingering.peek()) {
            forgotten.accept(lingering.remove());
        }
    }

    /** One that has its fate need not be waited for. */
    private static boolean isOver(Echo echo, long now) {
        return echo.state != Echo.State.SENT || echo.nextAt - now <= 0;
    }

    /** How long nothing has to be done if nothing arrives; forgetting is never a reason to wake. */
    long restNanos(long now) {
        long rest = atOnce.isEmpty() ? Long.MAX_VALUE : 0;
        Echo next = departures.peek();
        if (next != null) {
            rest = Math.min(rest, next.nextAt - now);
        }
        for (Queue<Echo> each : waiting.values()) {
            Echo first = each.peek();
            if (first != null) {
                rest = Math.min(rest, first.nextAt - now);
            }
        }
        return rest;
    }

    /** Hands over every echo whose round may not have ended. */
    void forEachOpen(Consumer<Echo> echoes) {
        atOnce.forEach(echoes);
        departures.forEach(echoes);
        waiting.values().forEach(each -> each.forEach(echoes));
    }
}
