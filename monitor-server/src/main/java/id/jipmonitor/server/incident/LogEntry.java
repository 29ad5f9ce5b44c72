package id.jipmonitor.server.incident;

import java.time.Instant;

/**
 * One line of the operators' record.
 *
 * @param seq place in the record, ascending
 * @param historic whether it corrects the past, so that nobody is called
 * @param author a user's name; empty when the program noted it
 * @param incident as it was then
 */
public record LogEntry(
        long seq, Instant at, Kind kind, boolean historic, String author, String comment, Incident incident) {
    /** What happened. */
    public enum Kind {
        OPENED,
        UPDATED,
        CLOSED,
        /** Later evidence shows that there was none. */
        WITHDRAWN,
        ACKNOWLEDGED,
        COMMENTED;

        /** Whether it says how the incident stands, as against what somebody did about it. */
        public boolean ofState() {
            return switch (this) {
                case OPENED, UPDATED, CLOSED, WITHDRAWN -> true;
                case ACKNOWLEDGED, COMMENTED -> false;
            };
        }
    }
}
