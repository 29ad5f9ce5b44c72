package id.jipmonitor.server.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** The record in a table that is only ever added to. */
final class StoredIncidentLog implements IncidentLog {
    private static final String COLUMNS =
            "seq, at, entry, historic, author, comment, incident_id, kind, domain, subject,"
                    + " links, starts_at, declared_at, ends_at, evidence";
    /** How each incident stands; withdrawn ones do not. */
    private static final String VIEW = "SELECT " + COLUMNS + " FROM incident_log WHERE entry <> 'WITHDRAWN' AND seq IN"
            + " (SELECT MAX(seq) FROM incident_log WHERE entry IN ('OPENED', 'UPDATED', 'CLOSED', 'WITHDRAWN')"
            + " GROUP BY incident_id)";

    private final Jdbi jdbi;

    StoredIncidentLog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public void append(List<IncidentChange> changes, Instant at) {
        jdbi.useTransaction(handle -> changes.forEach(each ->
                insert(handle, new LogEntry(next(handle), at, each.kind(), each.historic(), "", "", each.incident()))));
    }

    private static long next(Handle handle) {
        handle.execute("UPDATE incident_log_sequence SET last_seq = last_seq + 1");
        return handle.select("SELECT last_seq FROM incident_log_sequence")
                .mapTo(Long.class)
                .one();
    }

    private static void insert(Handle handle, LogEntry entry) {
        Incident incident = entry.incident();
        handle.createUpdate("INSERT INTO incident_log (" + COLUMNS + ") VALUES (:seq, :at, :entry, :historic, :author,"
                        + " :comment, :id, :kind, :domain, :subject, :links, :starts, :declared, :ends, :evidence)")
                .bind("seq", entry.seq())
                .bind("at", IncidentRows.micros(entry.at()))
                .bind("entry", entry.kind().name())
                .bind("historic", entry.historic() ? 1 : 0)
                .bind("author", entry.author())
                .bind("comment", entry.comment())
                .bind("id", incident.id().value())
                .bind("kind", incident.kind().name())
                .bind("domain", incident.domain().name())
                .bind("subject", incident.subject())
                .bind("links", IncidentRows.links(incident))
                .bind("starts", IncidentRows.micros(incident.startsAt()))
                .bind("declared", IncidentRows.micros(incident.declaredAt()))
                .bind("ends", incident.endsAt().map(IncidentRows::micros).orElse(null))
                .bind("evidence", IncidentRows.evidence(incident))
                .execute();
    }

    @Override
    public List<Incident> open() {
        return incidents(VIEW + " AND ends_at IS NULL ORDER BY starts_at DESC, incident_id", Parameters.NONE);
    }

    @Override
    public List<Incident> between(Instant from, Instant to) {
        return incidents(
                VIEW + " AND starts_at < :to AND (ends_at IS NULL OR ends_at > :from) ORDER BY starts_at, incident_id",
                query -> query.bind("from", IncidentRows.micros(from)).bind("to", IncidentRows.micros(to)));
    }

    @Override
    public List<Incident> recent(int most) {
        return incidents(VIEW + " ORDER BY starts_at DESC, incident_id LIMIT :most", query -> query.bind("most", most));
    }

    @Override
    public Optional<Incident> find(IncidentId id) {
        return incidents(VIEW + " AND incident_id = :id", query -> query.bind("id", id.value())).stream()
                .findFirst();
    }

    @Override
    public List<LogEntry> entries(IncidentId id) {
        return rows(
                "SELECT " + COLUMNS + " FROM incident_log WHERE incident_id = :id ORDER BY seq",
                query -> query.bind("id", id.value()));
    }

    @Override
    public void acknowledge(IncidentId id, Acknowledgement acknowledgement) {
        note(id, LogEntry.Kind.ACKNOWLEDGED, acknowledgement);
    }

    @Override
    public void comment(IncidentId id, Acknowledgement comment) {
        note(id, LogEntry.Kind.COMMENTED, comment);
    }

    private void note(IncidentId id, LogEntry.Kind kind, Acknowledgement note) {
        Incident incident = find(id).orElseThrow(() -> IncidentRows.unknown(id));
        jdbi.useTransaction(handle -> insert(
                handle, new LogEntry(next(handle), note.at(), kind, false, note.by(), note.comment(), incident)));
    }

    private List<Incident> incidents(String sql, Parameters parameters) {
        return rows(sql, parameters).stream().map(LogEntry::incident).toList();
    }

    private List<LogEntry> rows(String sql, Parameters parameters) {
        return jdbi.withHandle(handle -> parameters
                .on(handle.createQuery(sql))
                .reduceRows(new ArrayList<LogEntry>(), (found, row) -> {
                    found.add(IncidentRows.read(row));
                    return found;
                }));
    }

    private interface Parameters {
        Parameters NONE = query -> query;

        Query on(Query query);
    }
}
