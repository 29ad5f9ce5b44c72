package id.jipmonitor.server.incident;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** An incident's identity: derived from its cause and start alone, so that live and replay agree. 16 hexadecimal digits. */
public record IncidentId(String value) implements Comparable<IncidentId> {
    private static final int BYTES = 8;

    /** The identity of an incident with that cause and start; microseconds count. */
    public static IncidentId of(Incident.Kind kind, String subject, Instant startsAt) {
        String cause = kind + "\n" + subject + "\n" + ChronoUnit.MICROS.between(Instant.EPOCH, startsAt);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
            return new IncidentId(HexFormat.of().formatHex(hash, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    @Override
    public int compareTo(IncidentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
