package id.jipmonitor.server.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One condition of one link or agent, from its start.
 *
 * @param startsAt when the state started
 * @param firesAt when it fires or fired: declared, and lasting for {@code for}; it does so only if it lasts beyond
 * @param endsAt when the state was left; empty while it lasts
 * @param transitions in order, the first one out of INACTIVE
 */
public record Alert(
        Rule.Condition condition,
        Instant startsAt,
        Instant firesAt,
        Optional<Instant> endsAt,
        List<Transition> transitions) {
    public Alert {
        transitions = List.copyOf(transitions);
    }

    public AlertState state() {
        return transitions.getLast().to();
    }

    /** Whether it fires now or has fired. */
    public boolean fired() {
        return state() == AlertState.FIRING || state() == AlertState.RESOLVED;
    }

    boolean activeAt(Instant instant) {
        return !instant.isBefore(startsAt) && endsAt.map(instant::isBefore).orElse(true);
    }
}
