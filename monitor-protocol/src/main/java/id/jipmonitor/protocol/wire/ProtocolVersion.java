package id.jipmonitor.protocol.wire;

/**
 * Version of the wire protocol. A server serves its own version and the one before.
 *
 * @param number 1 or more
 */
public record ProtocolVersion(int number) {
    /** What this build speaks. */
    public static final ProtocolVersion CURRENT = new ProtocolVersion(1);

    /** Whether this build can serve a peer of that version. */
    public boolean servedByThisBuild() {
        return number >= Math.max(1, CURRENT.number - 1) && number <= CURRENT.number;
    }
}
