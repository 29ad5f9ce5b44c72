package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * When a probe has extra rounds: after connectivity was lost or came back, its next five rounds come a fifth of the
 * interval apart, so that a state is declared, or a blip ends, without waiting whole intervals. The regular rounds stay where they
 * are and count among the five.
 *
 * <pre>
 *   good                bad   extra extra extra              regular     interval 10 s, one round takes 2.8 s at most
 *    |--------------------|-----|-----|-----------------------|
 *   -10                   0    2.8   5.6                      10
 * </pre>
 *
 * A target that comes and goes must not be asked five times as often for ever: an extra round costs one of at most
 * {@value #MOST_CREDIT} credits, and a regular round earns one.
 */
final class FastCadenceRule {
    static final int ROUNDS = 5;
    static final int MOST_CREDIT = 10;

    private static final int PART = 5;
    private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

    private FastCadenceRule() {}

    /**
     * What is remembered of one probe.
     *
     * @param connected whether the target had connectivity in the last round that could tell
     * @param left rounds of the series still to come
     * @param credit extra rounds that may still be made
     */
    record Memory(Optional<Boolean> connected, int left, int credit) {
        static final Memory FRESH = new Memory(Optional.empty(), 0, MOST_CREDIT);
    }

    /** Remembers a round that ran. The first round that can tell is no change. */
    static Memory after(Memory before, Outcome outcome, boolean extra) {
        return new Memory(
                connected(outcome).or(before::connected),
                change(before, outcome).isPresent() ? ROUNDS : Math.max(0, before.left() - 1),
                extra ? Math.max(0, before.credit() - 1) : Math.min(MOST_CREDIT, before.credit() + 1));
    }

    /** Whether the target has connectivity now, if a round found it changed. */
    static Optional<Boolean> change(Memory before, Outcome outcome) {
        return connected(outcome)
                .filter(now -> before.connected().isPresent())
                .filter(now -> !before.connected().equals(Optional.of(now)));
    }

    private static Optional<Boolean> connected(Outcome outcome) {
        return switch (outcome) {
            case RESPONDED, REFUSED -> Optional.of(true);
            case UNREACHABLE -> Optional.of(false);
            case BLIND, SKIPPED -> Optional.empty();
        };
    }

    /**
     * When the next extra round starts, if there is one before the next regular round.
     *
     * @param started when the round that just ended had started, since the last regular start
     * @param now since the last regular start
     * @return since the last regular start, not before {@code now}
     */
    static Optional<Duration> next(Memory memory, ProbeSpec probe, Duration started, Duration now) {
        if (memory.left() == 0 || memory.credit() == 0) {
            return Optional.empty();
        }
        Duration interval = probe.cadence().interval();
        Duration start = later(started.plus(later(interval.dividedBy(PART), SHORTEST_STEP)), now);
        return longest(probe)
                .filter(longest -> start.plus(longest).compareTo(interval) <= 0)
                .map(_ -> start);
    }

    /** What a round takes at most; empty for probes that have no extra rounds: they judge no link, and ask much. */
    private static Optional<Duration> longest(ProbeSpec probe) {
        Duration waiting = probe.waitingTime();
        return switch (probe.settings()) {
            case ProbeSettings.Icmp icmp -> Optional.of(icmp.longestRound(waiting));
            case ProbeSettings.Tcp tcp -> Optional.of(tcp.longestRound(waiting));
            case ProbeSettings.Snmp _, ProbeSettings.Path _ -> Optional.empty();
        };
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
