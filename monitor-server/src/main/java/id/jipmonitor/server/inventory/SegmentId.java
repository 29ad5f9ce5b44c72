package id.jipmonitor.server.inventory;

/** Name of a segment, shaped like the other identities. */
public record SegmentId(String value) implements Comparable<SegmentId> {
    @Override
    public int compareTo(SegmentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
