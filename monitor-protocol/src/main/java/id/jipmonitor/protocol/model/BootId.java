package id.jipmonitor.protocol.model;

import java.util.HexFormat;

/**
 * One life of an agent's spool. A new one is drawn at random when a spool is created, so that sequence numbers never
 * meet an older numbering; a restart with the same spool keeps it.
 *
 * @param value 64 random bits
 */
public record BootId(long value) implements Comparable<BootId> {
    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException unless the text is 16 hexadecimal digits
     */
    public static BootId parse(String text) {
        if (text.length() != 16) {
            throw new IllegalArgumentException(
                    "boot id: expected 16 hexadecimal digits. Found: " + text.length() + " characters");
        }
        return new BootId(HexFormat.fromHexDigitsToLong(text));
    }

    @Override
    public int compareTo(BootId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
