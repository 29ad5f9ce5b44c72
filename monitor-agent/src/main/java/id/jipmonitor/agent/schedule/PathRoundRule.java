package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import java.time.Duration;
import java.util.Optional;

/**
 * When the way to a target is traced out of turn: at once after its connectivity was lost or came back, so that the way as
 * it was then is known. Extra rounds of one path probe begin at least {@link #FLOOR} apart; what changes sooner is traced once
 * when that time is over, so the last change of several is never without a path.
 *
 * <pre>
 *   lost   back  lost                       back
 *    |------|-----|------------|-------------|
 *   path                      path          path
 *    |------- FLOOR ----------|
 * </pre>
 */
final class PathRoundRule {
    static final Duration FLOOR = Duration.ofMinutes(1);

    private PathRoundRule() {}

    /**
     * The last extra round of a path probe, or the one that is to come.
     *
     * @param startsAtNanos by the monotonic clock
     * @param connected what the target had changed to when the round was planned
     */
    record Planned(long startsAtNanos, boolean connected) {}

    /** Whether a change that one probe found calls for a round of the other: a path to the same target. */
    static boolean concerns(ProbeSpec found, ProbeSpec path) {
        boolean tellsConnectivity = switch (found.settings()) {
            case ProbeSettings.Icmp _, ProbeSettings.Tcp _ -> true;
            case ProbeSettings.Snmp _, ProbeSettings.Path _ -> false;
        };
        return tellsConnectivity
                && path.settings() instanceof ProbeSettings.Path
                && path.target().equals(found.target());
    }

    /**
     * The round that a change calls for; empty when one is to come anyway, and when another probe of the target saw the
     * same change just before.
     */
    static Optional<Planned> next(Optional<Planned> last, boolean connected, long nowNanos) {
        if (last.isEmpty()) {
            return Optional.of(new Planned(nowNanos, connected));
        }
        long since = nowNanos - last.get().startsAtNanos();
        if (since >= FLOOR.toNanos()) {
            return Optional.of(new Planned(nowNanos, connected));
        }
        return since < 0 || last.get().connected() == connected
                ? Optional.empty()
                : Optional.of(new Planned(last.get().startsAtNanos() + FLOOR.toNanos(), connected));
    }
}
