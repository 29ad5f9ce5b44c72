package id.jipmonitor.server.timeline;

import java.time.Duration;
import java.time.Instant;

/**
 * One result of a judging probe as the timeline reads it.
 *
 * @param at round start
 * @param interval i, time to the probe's next round
 */
public record Observation(Instant at, Duration interval, Verdict verdict) {
    /** What the round says about the link. */
    public enum Verdict {
        /** RESPONDED or REFUSED within the link's thresholds. */
        GOOD,
        /** RESPONDED outside them. */
        POOR,
        /** UNREACHABLE. */
        BAD,
        /** The agent could not judge. */
        BLIND
    }
}
