package id.jipmonitor.server;

import id.jipmonitor.server.incident.Acknowledgement;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.web.IncidentDesk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The operators' record as the pages see it. */
final class RecordedIncidents implements IncidentDesk {
    private final IncidentLog log;

    RecordedIncidents(IncidentLog log) {
        this.log = log;
    }

    @Override
    public List<Incident> open() {
        return log.open();
    }

    @Override
    public List<Incident> recent(int most) {
        return log.recent(most);
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return log.find(id);
    }

    @Override
    public List<Entry> entries(IncidentId id) {
        return log.entries(id).stream().map(RecordedIncidents::shown).toList();
    }

    private static Entry shown(LogEntry entry) {
        Entry.Kind kind = switch (entry.kind()) {
            case OPENED -> Entry.Kind.OPENED;
            case UPDATED, COMMENTED -> Entry.Kind.CHANGED;
            case ACKNOWLEDGED -> Entry.Kind.ACKNOWLEDGED;
            case CLOSED, WITHDRAWN -> Entry.Kind.CLOSED;
        };
        return new Entry(entry.at(), kind, entry.author(), entry.comment());
    }

    @Override
    public void acknowledge(IncidentId id, String by, String comment, Instant at) {
        log.acknowledge(id, new Acknowledgement(by, comment, at));
    }
}
