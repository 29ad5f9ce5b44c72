package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An incident in a list.
 *
 * @param css the kind's name in style sheets
 * @param lasting how long it has lasted or lasted
 * @param caretaker who acknowledged it last; empty while nobody has
 */
record IncidentCard(
        String href,
        String css,
        boolean open,
        String title,
        String domain,
        String evidence,
        List<Place> places,
        String since,
        String ended,
        String lasting,
        String caretaker) {
    /** A link that the incident touches. */
    record Place(String href, String name) {}

    static IncidentCard of(
            Incident incident, List<LogEntry> entries, Names names, Moments moments, Words words, Instant now) {
        return new IncidentCard(
                "/incidents/" + incident.id(),
                incident.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                incident.open(),
                names.title(incident),
                names.domain(incident),
                incident.evidence().stream().findFirst().map(words::evidence).orElse(""),
                incident.links().stream().map(link -> place(names, link)).toList(),
                moments.at(incident.startsAt()),
                incident.endsAt().map(moments::at).orElse(""),
                moments.lasting(
                        Duration.between(incident.startsAt(), incident.endsAt().orElse(now))),
                caretaker(entries).orElse(""));
    }

    private static Place place(Names names, LinkId link) {
        return new Place("/links/" + link, names.place(link));
    }

    private static Optional<String> caretaker(List<LogEntry> entries) {
        return entries.reversed().stream()
                .filter(each -> each.kind() == LogEntry.Kind.ACKNOWLEDGED)
                .map(LogEntry::author)
                .findFirst();
    }
}
