package id.jipmonitor.server.web;

import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The record in memory. */
final class FakeDesk implements IncidentDesk {
    private final Map<IncidentId, Incident> incidents = new ConcurrentHashMap<>();
    private final Map<IncidentId, List<Entry>> entries = new ConcurrentHashMap<>();

    void put(Incident incident) {
        incidents.put(incident.id(), incident);
        note(incident.id(), new Entry(incident.declaredAt(), Entry.Kind.OPENED, "", ""));
        incident.endsAt().ifPresent(at -> note(incident.id(), new Entry(at, Entry.Kind.CLOSED, "", "")));
    }

    @Override
    public List<Incident> open() {
        return recent(Integer.MAX_VALUE).stream().filter(Incident::open).toList();
    }

    @Override
    public List<Incident> recent(int most) {
        return incidents.values().stream()
                .sorted(Comparator.comparing(Incident::startsAt).reversed())
                .limit(most)
                .toList();
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return Optional.ofNullable(incidents.get(id));
    }

    @Override
    public List<Entry> entries(IncidentId id) {
        return List.copyOf(entries.getOrDefault(id, List.of()));
    }

    @Override
    public void acknowledge(IncidentId id, String by, String comment, Instant at) {
        note(id, new Entry(at, Entry.Kind.ACKNOWLEDGED, by, comment));
    }

    private void note(IncidentId id, Entry entry) {
        entries.merge(id, List.of(entry), (before, added) -> {
            List<Entry> all = new ArrayList<>(before);
            all.addAll(added);
            return List.copyOf(all);
        });
    }
}
