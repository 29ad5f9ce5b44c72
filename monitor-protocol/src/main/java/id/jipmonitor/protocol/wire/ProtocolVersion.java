package id.jipmonitor.protocol.wire;

/**
 * Version of the wire protocol. Each build speaks its own version and the one before; two builds speak the newest that
 * both do.
 *
 * @param number 1 or more
 */
public record ProtocolVersion(int number) {
    /** The newest that this build speaks. */
    public static final ProtocolVersion CURRENT = new ProtocolVersion(2);

    /** The first in which batches are packed. */
    static final ProtocolVersion PACKED = new ProtocolVersion(2);

    /** The oldest that a build of this version speaks. */
    ProtocolVersion oldest() {
        return new ProtocolVersion(Math.max(1, number - 1));
    }

    /** Whether this build and a peer of that version have one in common. */
    public boolean servedByThisBuild() {
        return number >= CURRENT.oldest().number && oldest().number <= CURRENT.number;
    }

    /** What this build and a peer of that version, which it serves, speak with each other. */
    public ProtocolVersion common() {
        return number < CURRENT.number ? this : CURRENT;
    }

    boolean packsBatches() {
        return number >= PACKED.number;
    }
}
