package id.jipmonitor.protocol.model;

/**
 * One probe of one agent against one target; unique in a network.
 *
 * @param value 1 to 64 of {@code a-z 0-9 . _ -}, beginning and ending with a letter or digit
 */
public record ProbeId(String value) implements Comparable<ProbeId> {
    /** @throws IllegalArgumentException when the value does not have that shape */
    public ProbeId {
        Identifier.check("probe id", value);
    }

    @Override
    public int compareTo(ProbeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
