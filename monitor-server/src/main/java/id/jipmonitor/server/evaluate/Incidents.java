package id.jipmonitor.server.evaluate;

import id.jipmonitor.server.alert.Fault;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.incident.IncidentId;

/** Faults as operators' incidents. */
final class Incidents {
    private Incidents() {}

    static Incident of(Fault fault) {
        Incident.Kind kind = Incident.Kind.valueOf(fault.condition().name());
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
}
