package id.jipmonitor.server.evaluate;

import id.jipmonitor.server.alert.Fault;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.LogEntry.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What must be noted so that the record says what the evidence says. Doing it twice notes nothing the second time. */
final class ReconcileRule {
    /** A link's fault that ended longer ago than that is history when it becomes known. */
    private static final Duration NEWS = Duration.ofMinutes(2);

    private final Map<IncidentId, Incident> known = new TreeMap<>();
    private final List<Incident> found = new ArrayList<>();
    /** Too early to open; but what people know already of the same cause stands. */
    private final List<Incident> held = new ArrayList<>();

    private final List<IncidentChange> changes = new ArrayList<>();
    private final Instant since;
    private final Instant asOf;
    private final Predicate<Incident> unseen;

    private ReconcileRule(List<Incident> recorded, Instant since, Instant asOf, Predicate<Incident> unseen) {
        recorded.forEach(each -> known.put(each.id(), each));
        this.since = since;
        this.asOf = asOf;
        this.unseen = unseen;
    }

    /**
     * The changes, in order.
     *
     * @param faults all that the evidence shows from {@code since} on
     * @param recorded the incidents of the record that overlap [since, asOf), and all open ones
     * @param since the record's incidents that ended before are beyond the evidence at hand and stay as they are
     * @param unseen incidents of whose links nothing is known since they began: no evidence is no evidence against them
     */
    static List<IncidentChange> changes(
            List<Fault> faults, List<Incident> recorded, Instant since, Instant asOf, Predicate<Incident> unseen) {
        ReconcileRule rule = new ReconcileRule(recorded, since, asOf, unseen);
        faults.forEach(rule::match);
        rule.withdraw();
        rule.found.forEach(rule::open);
        return rule.changes;
    }

    private void match(Fault fault) {
        Incident incident = Incidents.of(fault);
        Incident before = known.remove(incident.id());
        if (before != null) {
            change(before, incident);
        } else if (lasts(incident)) {
            (fault.held() ? held : found).add(incident);
        }
    }

    /**
     * Late evidence may move the start of what is still open, and with it the identity. People know it by the old one
     * until it is over; then the record is put right.
     */
    private void withdraw() {
        for (Incident each : List.copyOf(known.values())) {
            Optional<Incident> moved = Stream.concat(found.stream(), held.stream())
                    .filter(incident -> each.open() && sameCause(each, incident))
                    .findFirst();
            if (moved.isPresent()) {
                known.remove(each.id());
                found.remove(moved.get());
                held.remove(moved.get());
                change(each, withId(moved.get(), each.id()));
            } else if (lasts(each) && !(each.open() && unseen.test(each))) {
                changes.add(withdrawn(each));
            }
        }
    }

    private static boolean sameCause(Incident one, Incident other) {
        return one.kind() == other.kind() && one.subject().equals(other.subject()) && overlap(one, other);
    }

    private static boolean overlap(Incident one, Incident other) {
        return one.endsAt().map(other.startsAt()::isBefore).orElse(true)
                && other.endsAt().map(one.startsAt()::isBefore).orElse(true);
    }

    private boolean lasts(Incident incident) {
        return incident.endsAt().map(end -> end.isAfter(since)).orElse(true);
    }

    private void open(Incident incident) {
        boolean corrects = known.values().stream().anyMatch(each -> sameCause(each, incident));
        boolean historic = incident.endsAt()
                .map(end -> corrects || ofMonitor(incident) || end.isBefore(asOf.minus(NEWS)))
                .orElse(false);
        changes.add(new IncidentChange(Kind.OPENED, ending(incident, Optional.empty()), historic));
        if (!incident.open()) {
            changes.add(new IncidentChange(Kind.CLOSED, incident, historic));
        }
    }

    /** An agent's silence that is over when it becomes known was the server's own, or nothing that anybody can act on. */
    private static boolean ofMonitor(Incident incident) {
        return switch (incident.kind()) {
            case SITE_BLIND, AGENT_LOST, CERTIFICATE_ENDING, IDENTITY_DUPLICATED, CLOCK_WRONG -> true;
            case LINK_DOWN, LINK_DEGRADED -> false;
        };
    }

    private void change(Incident before, Incident now) {
        if (before.equals(now)) {
            return;
        }
        boolean closes = before.open() && !now.open();
        changes.add(new IncidentChange(closes ? Kind.CLOSED : Kind.UPDATED, now, !before.open() && !now.open()));
    }

    /** People who were told that it began must hear that it is over; of one that had ended nobody hears again. */
    private IncidentChange withdrawn(Incident incident) {
        Optional<Instant> end = incident.endsAt().or(() -> Optional.of(asOf));
        return new IncidentChange(Kind.WITHDRAWN, ending(incident, end), !incident.open());
    }

    private static Incident ending(Incident incident, Optional<Instant> endsAt) {
        return copy(incident, incident.id(), endsAt);
    }

    private static Incident withId(Incident incident, IncidentId id) {
        return copy(incident, id, incident.endsAt());
    }

    private static Incident copy(Incident incident, IncidentId id, Optional<Instant> endsAt) {
        return new Incident(
                id,
                incident.kind(),
                incident.domain(),
                incident.subject(),
                incident.links(),
                incident.startsAt(),
                incident.declaredAt(),
                endsAt,
                incident.evidence());
    }
}
