package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.ProbeId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the spool stands after its last change. For one boot: accepted = waiting + released + dropped + rejected.
 *
 * @param nextNumber the number that the next result will get
 * @param results that wait for their acknowledgement
 * @param bytes that they take
 * @param oldest when the oldest of them was spooled
 * @param overflowed results that gave way because the spool was full
 * @param expired results that were kept to the age limit without being delivered
 * @param corrupted results whose bytes were damaged on disk
 * @param rejected results that the server refused; they are in the dead-letter file
 * @param lostByProbe results that gave way or were kept too long, by whose they were
 */
public record SpoolStatus(
        long nextNumber,
        long results,
        long bytes,
        Optional<Instant> oldest,
        long overflowed,
        long expired,
        long corrupted,
        long rejected,
        Map<ProbeId, Long> lostByProbe) {
    public SpoolStatus {
        lostByProbe = Map.copyOf(lostByProbe);
    }

    /** Results that no server will ever have. */
    public long lost() {
        return overflowed + expired + corrupted;
    }
}
