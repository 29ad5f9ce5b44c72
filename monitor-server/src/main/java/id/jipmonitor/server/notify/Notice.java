package id.jipmonitor.server.notify;

import id.jipmonitor.server.incident.Incident;
import java.util.Locale;

/**
 * One message to one receiver about one incident.
 *
 * @param key idempotency key: incident, receiver and stage; equal keys are the same notice
 * @param recovered whether it says that the fault is over
 * @param subject one line
 * @param text plain text: what, where, since when, whose fault and why, what else is affected, what to do, link to the page
 */
public record Notice(
        String key,
        String receiver,
        Locale language,
        Incident incident,
        boolean recovered,
        String subject,
        String text) {}
