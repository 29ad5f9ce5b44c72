package id.jipmonitor.server.notify;

import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.notify.plan.GroupKey;
import id.jipmonitor.server.notify.plan.Told;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Messages that wait for their channel, and what each receiver was told; both in one transaction, so that a kill -9
 * neither loses a message nor decides it twice. Delivery is at least once: a kill between the channel's answer and its
 * record repeats the message, with the same key.
 */
interface Outbox {
    /** Keeps messages and remembers what they tell; a message whose key is known already is kept once. */
    void add(List<Notice> notices, GroupKey group, Map<IncidentId, Told> told, Instant at);

    /** What a group's receiver was told, and when it was last told something. */
    Map<IncidentId, TellingAt> told(GroupKey group);

    /**
     * Undelivered messages in the order in which they were added, without those to an address at which one waits for its
     * next attempt: however many they are, they must not keep others from being seen.
     */
    List<Waiting> waiting(int most, Instant now);

    /** Notes one attempt. */
    void attempted(Waiting message, Receipt receipt, Instant at, Instant nextAttempt, boolean givenUp);

    /** How many messages are in which state. */
    Map<String, Long> counts();

    /** What was told of an incident, and when. */
    record TellingAt(Told told, Instant at) {}

    /**
     * One undelivered message.
     *
     * @param attempts made so far
     * @param nextAttempt not to be tried before
     */
    record Waiting(Notice notice, int attempts, Instant createdAt, Instant nextAttempt) {}
}
