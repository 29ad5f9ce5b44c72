package id.jipmonitor.server.notify;

import id.jipmonitor.server.notify.plan.Receiver.Destination;
import java.util.Locale;

/**
 * One message to one address.
 *
 * @param key idempotency key: equal keys are the same message, however often it is tried
 * @param thread equal for all messages about the same group of incidents, so that mail programs show them together
 * @param subject one line
 * @param text plain text: what, where, since when, whose fault and why, what else is affected, what to do, link to the page
 * @param json the same for programs, one JSON object
 */
public record Notice(
        String key,
        String thread,
        Destination destination,
        Locale language,
        Stage stage,
        String subject,
        String text,
        String json) {
    /** What the message is about. */
    public enum Stage {
        /** Something is wrong, or still is. */
        FIRING,
        /** All that the group was told about is over. */
        RESOLVED
    }
}
