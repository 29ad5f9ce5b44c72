package id.jipmonitor.server.incident;

import id.jipmonitor.server.state.StateDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operators' record: entries are added and never changed; how an incident stands is what its newest entry of state
 * says. A withdrawn incident is in the entries only. Safe for many threads.
 */
public interface IncidentLog {
    /** The record in the server's relational state. */
    static IncidentLog on(StateDatabase state) {
        return new StoredIncidentLog(state.jdbi());
    }

    /** Adds changes of state, all or none, durable when it returns. */
    void append(List<IncidentChange> changes, Instant at);

    /** Incidents that have not ended, newest start first. */
    List<Incident> open();

    /** Incidents that overlap [from, to), in order of start. */
    List<Incident> between(Instant from, Instant to);

    /** The newest incidents, open or not, newest start first. */
    List<Incident> recent(int most);

    /** An incident that is not withdrawn. */
    Optional<Incident> find(IncidentId id);

    /** What happened to an incident, oldest first; withdrawn ones too. */
    List<LogEntry> entries(IncidentId id);

    /** @throws IllegalArgumentException when there is no such incident */
    void acknowledge(IncidentId id, Acknowledgement acknowledgement);

    /** @throws IllegalArgumentException when there is no such incident */
    void comment(IncidentId id, Acknowledgement comment);
}
