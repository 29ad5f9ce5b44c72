package id.jipmonitor.server.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record for tests of other rooms; it passes the same contract as the real one, durability apart. */
public final class MemoryIncidentLog implements IncidentLog {
    private static final Comparator<Incident> BY_START =
            Comparator.comparing(Incident::startsAt).thenComparing(Incident::id);
    private static final Comparator<Incident> NEWEST_FIRST =
            Comparator.comparing(Incident::startsAt).reversed().thenComparing(Incident::id);

    private final List<LogEntry> entries = new ArrayList<>();

    @Override
    public synchronized void append(List<IncidentChange> changes, Instant at) {
        changes.forEach(each -> add(at, each.kind(), each.historic(), "", "", each.incident()));
    }

    private void add(
            Instant at, LogEntry.Kind kind, boolean historic, String author, String comment, Incident incident) {
        entries.add(new LogEntry(entries.size() + 1L, at, kind, historic, author, comment, incident));
    }

    private synchronized List<Incident> view() {
        Map<IncidentId, LogEntry> newest = new LinkedHashMap<>();
        entries.stream()
                .filter(each -> each.kind().ofState())
                .forEach(each -> newest.put(each.incident().id(), each));
        return newest.values().stream()
                .filter(each -> each.kind() != LogEntry.Kind.WITHDRAWN)
                .map(LogEntry::incident)
                .toList();
    }

    @Override
    public List<Incident> open() {
        return view().stream().filter(Incident::open).sorted(NEWEST_FIRST).toList();
    }

    @Override
    public List<Incident> between(Instant from, Instant to) {
        return view().stream()
                .filter(each -> each.startsAt().isBefore(to)
                        && each.endsAt().map(from::isBefore).orElse(true))
                .sorted(BY_START)
                .toList();
    }

    @Override
    public List<Incident> recent(int most) {
        return view().stream().sorted(NEWEST_FIRST).limit(most).toList();
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return view().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    @Override
    public synchronized List<LogEntry> entries(IncidentId id) {
        return entries.stream().filter(each -> each.incident().id().equals(id)).toList();
    }

    @Override
    public void acknowledge(IncidentId id, Acknowledgement acknowledgement) {
        note(id, LogEntry.Kind.ACKNOWLEDGED, acknowledgement);
    }

    @Override
    public void comment(IncidentId id, Acknowledgement comment) {
        note(id, LogEntry.Kind.COMMENTED, comment);
    }

    private synchronized void note(IncidentId id, LogEntry.Kind kind, Acknowledgement note) {
        Incident incident = find(id).orElseThrow(
                        () -> new IllegalArgumentException("incident: expected one of the record. Found: " + id));
        add(note.at(), kind, false, note.by(), note.comment(), incident);
    }
}
