package id.jipmonitor.server.alert;

import java.time.Instant;

/**
 * One step of an alert.
 *
 * @param at event time at which it became true
 */
public record Transition(AlertState from, AlertState to, Instant at, Reason reason) {
    /** Why. */
    public enum Reason {
        STATE_DECLARED,
        LASTED_LONG_ENOUGH,
        ENDED_TOO_SOON,
        STATE_LEFT
    }

    /** @throws IllegalArgumentException for a step that the state diagram does not have */
    public Transition {
        if (!from.mayBecome(to)) {
            throw new IllegalArgumentException(
                    "transition: expected a step of the diagram. Found: " + from + " to " + to);
        }
    }
}
