package id.jipmonitor.protocol.model;

/**
 * A place with a network of its own: an agency, a regency, a city or the hub.
 *
 * @param value 1 to 64 of {@code a-z 0-9 . _ -}, beginning and ending with a letter or digit
 */
public record SiteId(String value) implements Comparable<SiteId> {
    /** @throws IllegalArgumentException when the value does not have that shape */
    public SiteId {
        Identifier.check("site id", value);
    }

    @Override
    public int compareTo(SiteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
