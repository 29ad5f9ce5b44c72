package id.jipmonitor.server.report;

import id.jipmonitor.server.incident.Incident;
import java.time.Instant;
import java.util.List;

/** Incidents as people read them in a terminal. */
public final class IncidentReport {
    private static final List<String> HEADINGS =
            List.of("INCIDENT", "KIND", "DOMAIN", "SUBJECT", "LINKS", "STARTED", "ENDED");

    private IncidentReport() {}

    /** The incidents as a table, or one line that says that there are none. */
    public static String table(List<Incident> incidents) {
        if (incidents.isEmpty()) {
            return "No incidents.\n";
        }
        return TextTable.of(
                HEADINGS, incidents.stream().map(IncidentReport::cells).toList());
    }

    private static List<String> cells(Incident incident) {
        return List.of(
                incident.id().value(),
                incident.kind().name(),
                incident.domain().name(),
                incident.subject(),
                Integer.toString(incident.links().size()),
                incident.startsAt().toString(),
                incident.endsAt().map(Instant::toString).orElse("lasts"));
    }
}
