package id.jipmonitor.server.notify.plan;

import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.notify.plan.NotifyDecision.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Incidents that one receiver hears of in one message, and what it knows of each. Immutable; every change is a new
 * group. The timings are Alertmanager's: {@code group_wait} before the first message, {@code group_interval} between
 * messages with news, {@code repeat_interval} between messages without.
 *
 * @param lastSentAt when the receiver was last told something
 * @param members by incident, in order of id
 */
public record NotifyGroup(
        GroupKey key, Route route, Receiver receiver, Optional<Instant> lastSentAt, Map<IncidentId, Member> members) {
    /** An incident and what the receiver knows of it. */
    public record Member(Incident incident, Told told) {}

    public NotifyGroup {
        members = Map.copyOf(members);
    }

    /** A group in which nothing has been said. */
    public static NotifyGroup empty(GroupKey key, Route route, Receiver receiver) {
        return new NotifyGroup(key, route, receiver, Optional.empty(), Map.of());
    }

    /** The group with an incident as it is now; what was told of it stays. */
    public NotifyGroup with(Incident incident) {
        Member known = members.get(incident.id());
        return with(incident, known == null ? Told.NOTHING : known.told());
    }

    /** The group with an incident of which the receiver knows something already. */
    public NotifyGroup with(Incident incident, Told told) {
        Map<IncidentId, Member> changed = new TreeMap<>(members);
        changed.put(incident.id(), new Member(incident, told));
        return new NotifyGroup(key, route, receiver, lastSentAt, changed);
    }

    /** The group as having been told something last at that instant. */
    public NotifyGroup toldAt(Instant at) {
        return new NotifyGroup(key, route, receiver, Optional.of(at), members);
    }

    /** What is to be said at that instant. */
    public NotifyDecision decide(Instant now) {
        List<Incident> firing = incidents(member -> member.incident().open());
        List<Incident> news = incidents(member -> member.incident().open() && member.told() != Told.FIRING);
        List<Incident> ended = receiver.sendResolved()
                ? incidents(member -> !member.incident().open() && member.told() == Told.FIRING)
                : List.of();
        if (firing.isEmpty() && ended.isEmpty()) {
            return NotifyDecision.silent(Reason.ENDED_UNTOLD);
        }
        if (lastSentAt.isEmpty()) {
            Instant due = firstDeclared(firing).plus(route.groupWait());
            return now.isBefore(due)
                    ? NotifyDecision.silent(Reason.WAITING_FOR_COMPANIONS)
                    : new NotifyDecision(Reason.FIRST, firing, ended);
        }
        return decideAgain(now, lastSentAt.get(), firing, news, ended);
    }

    private NotifyDecision decideAgain(
            Instant now, Instant last, List<Incident> firing, List<Incident> news, List<Incident> ended) {
        if (!news.isEmpty() || !ended.isEmpty()) {
            return now.isBefore(last.plus(route.groupInterval()))
                    ? NotifyDecision.silent(Reason.WAITING_FOR_INTERVAL)
                    : new NotifyDecision(Reason.CHANGED, firing, ended);
        }
        return now.isBefore(last.plus(route.repeatInterval()))
                ? NotifyDecision.silent(Reason.NOTHING_NEW)
                : new NotifyDecision(Reason.REPEATED, firing, List.of());
    }

    /** The group after a decision to send was carried out; members whose end was told leave it. */
    public NotifyGroup after(NotifyDecision sent, Instant at) {
        Map<IncidentId, Member> left = new TreeMap<>();
        for (Incident each : sent.firing()) {
            left.put(each.id(), new Member(each, Told.FIRING));
        }
        return new NotifyGroup(key, route, receiver, Optional.of(at), left);
    }

    private List<Incident> incidents(Predicate<Member> which) {
        return new TreeMap<>(members)
                .values().stream().filter(which).map(Member::incident).toList();
    }

    private static Instant firstDeclared(List<Incident> incidents) {
        return incidents.stream()
                .map(Incident::declaredAt)
                .min(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
