package id.jipmonitor.protocol.model;

/**
 * A link between a site and the hub, the thing whose uptime is accounted for.
 *
 * @param value 1 to 64 of {@code a-z 0-9 . _ -}, beginning and ending with a letter or digit
 */
public record LinkId(String value) implements Comparable<LinkId> {
    /** @throws IllegalArgumentException when the value does not have that shape */
    public LinkId {
        Identifier.check("link id", value);
    }

    @Override
    public int compareTo(LinkId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
