package id.jipmonitor.server.web;

import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What pages need of the operators' record. */
public interface IncidentDesk {
    /** Incidents that have not ended, newest start first. */
    List<Incident> open();

    /** The newest incidents, open or not, newest start first. */
    List<Incident> recent(int most);

    Optional<Incident> find(IncidentId id);

    /** What happened to an incident, oldest first. */
    List<Entry> entries(IncidentId id);

    /** Notes that somebody takes care of it; kept in the append-only record with name and time. */
    void acknowledge(IncidentId id, String by, String comment, Instant at);

    /**
     * One line of the record.
     *
     * @param by a user's name; empty when the program itself noted it
     */
    record Entry(Instant at, Kind kind, String by, String comment) {
        /** What happened. */
        public enum Kind {
            OPENED,
            CHANGED,
            ACKNOWLEDGED,
            CLOSED
        }
    }
}
