package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.Cadence;
import java.time.Duration;

/**
 * What a firing of a cadence means, judged by the monotonic clock alone, so that a step of the wall clock neither doubles
 * nor loses a round.
 */
final class FiringRule {
    /** A round that starts later than this after its time does not run: the schedule never catches up in a burst. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private FiringRule() {}

    /** What to do with a firing. */
    sealed interface Firing {
        /** The cadence fired just before: a second firing of one cycle after a pause or a step of the clock. */
        record Extra() implements Firing {}

        /**
         * A new cycle.
         *
         * @param missed cycles that did not fire since the one before
         */
        record Cycle(long missed) implements Firing {}
    }

    /** @param sinceLast monotonic time since the cadence's last cycle began */
    static Firing judge(Cadence cadence, Duration sinceLast) {
        return switch (cadence) {
            case Cadence.Every every -> {
                long halves = sinceLast.dividedBy(every.interval().dividedBy(2));
                yield halves < 1 ? new Firing.Extra() : new Firing.Cycle(Math.max(0, (halves - 1) / 2));
            }
            case Cadence.Cron _ -> sinceLast.compareTo(SECOND) < 0 ? new Firing.Extra() : new Firing.Cycle(0);
        };
    }

    /** Whether a round that is late by so much must be skipped. */
    static boolean tooLate(Cadence cadence, Duration lateness) {
        Duration half = cadence.interval().dividedBy(2);
        return lateness.compareTo(half.compareTo(TOLERANCE) < 0 ? half : TOLERANCE) > 0;
    }

    /** Whether a cadence has been silent so long that its trigger must be set anew: the wall clock was put back. */
    static boolean silent(Cadence cadence, Duration sinceLast) {
        return switch (cadence) {
            case Cadence.Every every ->
                sinceLast.compareTo(
                                every.interval().multipliedBy(3).dividedBy(2).plus(SECOND))
                        > 0;
            case Cadence.Cron _ -> false;
        };
    }
}
