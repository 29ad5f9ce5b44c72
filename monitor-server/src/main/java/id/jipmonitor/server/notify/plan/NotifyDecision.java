package id.jipmonitor.server.notify.plan;

import id.jipmonitor.server.incident.Incident;
import java.util.List;

/**
 * Whether a group's receiver is told something now, and the named reason for it.
 *
 * @param firing open incidents that the message is about; empty unless it is sent
 * @param resolved incidents whose end the message tells
 */
public record NotifyDecision(Reason reason, List<Incident> firing, List<Incident> resolved) {
    /** Why something is said, or why not. */
    public enum Reason {
        /** The first message of the group: group_wait is over. */
        FIRST(true),
        /** An incident joined or ended, and group_interval is over. */
        CHANGED(true),
        /** Nothing changed, but repeat_interval is over. */
        REPEATED(true),
        /** group_wait is not over. */
        WAITING_FOR_COMPANIONS(false),
        /** Something changed, but group_interval is not over. */
        WAITING_FOR_INTERVAL(false),
        /** The receiver knows all there is to know. */
        NOTHING_NEW(false),
        /** It ended before anybody was told, or its end is not to be told. */
        ENDED_UNTOLD(false);

        private final boolean sends;

        Reason(boolean sends) {
            this.sends = sends;
        }
    }

    public NotifyDecision {
        firing = List.copyOf(firing);
        resolved = List.copyOf(resolved);
    }

    static NotifyDecision silent(Reason reason) {
        return new NotifyDecision(reason, List.of(), List.of());
    }

    /** Whether a message goes out. */
    public boolean sends() {
        return reason.sends;
    }
}
