package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.wire.Message.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How far an agent's clock is from the server's, by the exchanges of the session. Pure and immutable.
 *
 * <pre>
 *   server   T1 (told) .......................... T4 (received)      held = T3 - T2 by the agent's monotonic clock
 *                \                              /
 *   agent         T2 .......... held .......... T3 (sentAt)          delay = (T4 - T1) - held
 *
 *   offset = T3 - (T4 - delay / 2), wrong by at most delay / 2
 * </pre>
 *
 * The arithmetic of RFC 5905 section 8 with the agent's stay measured by its monotonic clock, so that a step of its wall
 * clock cannot enter the delay. Of the last {@value #KEPT} exchanges that with the least error counts (section 10); an error
 * grows by 15 us a second (PHI).
 */
record ClockOffset(List<Exchange> exchanges) {
    /** Nothing is known. */
    static final ClockOffset UNKNOWN = new ClockOffset(List.of());

    private static final int KEPT = 8;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);
    private static final long PHI_NANOS_PER_SECOND = 15_000;
    /** An offset that differs from the one before by more than both errors allow is a step of the clock. */
    private static final Duration STEP = Duration.ofMillis(100);

    ClockOffset {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * @param offset agent's clock less server's
     * @param error the offset is at most so wrong
     */
    record Estimate(Duration offset, Duration error) {
        /** Whether the clock is certainly wrong by more than that. */
        boolean exceeds(Duration limit) {
            return offset.abs().minus(error).compareTo(limit) > 0;
        }
    }

    /** One heartbeat's word, and when it came. */
    record Exchange(Instant at, Duration offset, Duration error) {
        Duration errorAt(Instant now) {
            long age = Math.max(0, Duration.between(at, now).toSeconds());
            return error.plusNanos(age * PHI_NANOS_PER_SECOND);
        }
    }

    /** After a heartbeat that came at this server time; an exchange that cannot have been so changes nothing. */
    ClockOffset heard(Heartbeat.Clocks clocks, Instant receivedAt) {
        Duration delay = Duration.between(clocks.serverAt(), receivedAt).minus(clocks.held());
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            return this;
        }
        Duration half = delay.dividedBy(2);
        Duration offset = Duration.between(receivedAt.minus(half), clocks.sentAt());
        Exchange exchange = new Exchange(receivedAt, offset, half);
        List<Exchange> all = new ArrayList<>(stepped(exchange) ? List.of() : exchanges);
        all.add(exchange);
        return new ClockOffset(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }

    /** What is known at this server time. */
    Optional<Estimate> estimate(Instant now) {
        return exchanges.stream()
                .min(Comparator.comparing(each -> each.errorAt(now)))
                .map(each -> new Estimate(each.offset(), each.errorAt(now)));
    }

    private boolean stepped(Exchange exchange) {
        return estimate(exchange.at())
                .filter(known -> known.offset()
                                .minus(exchange.offset())
                                .abs()
                                .minus(known.error())
                                .minus(exchange.error())
                                .compareTo(STEP)
                        > 0)
                .isPresent();
    }
}
