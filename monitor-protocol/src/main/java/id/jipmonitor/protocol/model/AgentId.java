package id.jipmonitor.protocol.model;

/**
 * An agent as the server knows it; equal to the common name of its certificate.
 *
 * @param value 1 to 64 of {@code a-z 0-9 . _ -}, beginning and ending with a letter or digit
 */
public record AgentId(String value) implements Comparable<AgentId> {
    /** @throws IllegalArgumentException when the value does not have that shape */
    public AgentId {
        Identifier.check("agent id", value);
    }

    @Override
    public int compareTo(AgentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
