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

/** What must be noted so that the record says what the evidence says. Doing it twice notes nothing the second time. */
final class ReconcileRule {
    /** A link's fault that ended longer ago than that is history when it becomes known. */
    private static final Duration NEWS = Duration.ofMinutes(2);

    private ReconcileRule() {}

    /**
     * The changes, in order.
     *
     * @param faults all that the evidence shows from {@code since} on
     * @param recorded the incidents of the record that overlap [since, asOf), and all open ones
     * @param since the record's incidents that ended before are beyond the evidence at hand and stay as they are
     */
    static List<IncidentChange> changes(List<Fault> faults, List<Incident> recorded, Instant since, Instant asOf) {
        Map<IncidentId, Incident> known = new TreeMap<>();
        recorded.forEach(each -> known.put(each.id(), each));
        List<IncidentChange> changes = new ArrayList<>();
        for (Fault fault : faults) {
            Incident incident = Incidents.of(fault);
            Incident before = known.remove(incident.id());
            if (before != null) {
                changed(before, incident).ifPresent(changes::add);
            } else if (!fault.held() && lasts(incident, since)) {
                opened(incident, asOf, changes);
            }
        }
        known.values().stream()
                .filter(each -> lasts(each, since))
                .forEach(each -> changes.addFirst(withdrawn(each, asOf)));
        return changes;
    }

    private static boolean lasts(Incident incident, Instant since) {
        return incident.endsAt().map(end -> end.isAfter(since)).orElse(true);
    }

    private static void opened(Incident incident, Instant asOf, List<IncidentChange> changes) {
        boolean historic = incident.endsAt()
                .map(end -> ofMonitor(incident) || end.isBefore(asOf.minus(NEWS)))
                .orElse(false);
        changes.add(new IncidentChange(Kind.OPENED, ending(incident, Optional.empty()), historic));
        if (!incident.open()) {
            changes.add(new IncidentChange(Kind.CLOSED, incident, historic));
        }
    }

    /** An agent's silence that is over when it becomes known was the server's own, or nothing that anybody can act on. */
    private static boolean ofMonitor(Incident incident) {
        return switch (incident.kind()) {
            case SITE_BLIND, AGENT_LOST -> true;
            case LINK_DOWN, LINK_DEGRADED -> false;
        };
    }

    private static Optional<IncidentChange> changed(Incident before, Incident now) {
        if (before.equals(now)) {
            return Optional.empty();
        }
        if (before.open() && !now.open()) {
            return Optional.of(new IncidentChange(Kind.CLOSED, now, false));
        }
        return Optional.of(new IncidentChange(Kind.UPDATED, now, !before.open() && !now.open()));
    }

    /** People who were told that it began must hear that it is over; of one that had ended nobody hears again. */
    private static IncidentChange withdrawn(Incident incident, Instant asOf) {
        Optional<Instant> end = incident.endsAt().or(() -> Optional.of(asOf));
        return new IncidentChange(Kind.WITHDRAWN, ending(incident, end), !incident.open());
    }

    private static Incident ending(Incident incident, Optional<Instant> endsAt) {
        return new Incident(
                incident.id(),
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
