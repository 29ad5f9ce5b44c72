package id.jipmonitor.server.report;

import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.LogEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * One incident with its evidence and record.
     *
     * @param entries what happened to it, oldest first
     * @param language Indonesian, or English for {@code en}
     */
    public static String detail(Incident incident, List<LogEntry> entries, Locale language) {
        boolean english = language.getLanguage().equals("en");
        StringBuilder text = new StringBuilder(table(List.of(incident)));
        text.append(english ? "\nEvidence:\n" : "\nBukti:\n");
        incident.evidence().forEach(each -> line(text, english ? each.english() : each.indonesian()));
        text.append(english ? "\nRecord:\n" : "\nCatatan:\n");
        entries.forEach(each -> line(text, told(each)));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append('\n');
    }

    private static String told(LogEntry entry) {
        return Stream.of(
                        entry.at().toString(),
                        entry.kind().name(),
                        entry.historic() ? "(historic)" : "",
                        entry.author(),
                        entry.comment())
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(" "));
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
