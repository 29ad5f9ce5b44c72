package id.jipmonitor.server.incident;

/** An incident's identity: derived from its cause and start alone, so that live and replay agree. 16 hexadecimal digits. */
public record IncidentId(String value) implements Comparable<IncidentId> {
    @Override
    public int compareTo(IncidentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
