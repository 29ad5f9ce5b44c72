package id.jipmonitor.server.evaluate;

import id.jipmonitor.server.alert.Fault;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.incident.IncidentId;

/** Faults as operators' incidents. */
final class Incidents {
    private Incidents() {}

    static Incident of(Fault fault) {
        Incident.Kind kind = kind(fault.condition());
        return new Incident(
                IncidentId.of(kind, fault.subject(), fault.startsAt()),
                kind,
                fault.domain(),
                fault.subject(),
                fault.links(),
                fault.startsAt(),
                fault.declaredAt(),
                fault.endsAt(),
                fault.evidence().stream()
                        .map(each -> new Evidence(each.indonesian(), each.english()))
                        .toList());
    }

    private static Incident.Kind kind(Condition condition) {
        return switch (condition) {
            case LINK_DOWN -> Incident.Kind.LINK_DOWN;
            case LINK_DEGRADED -> Incident.Kind.LINK_DEGRADED;
            case SITE_BLIND -> Incident.Kind.SITE_BLIND;
            case AGENT_LOST -> Incident.Kind.AGENT_LOST;
        };
    }
}
