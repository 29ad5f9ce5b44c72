package id.jipmonitor.server.store.embedded;

/** Bits into bytes, lowest first. */
final class BitWriter {
    private final PackedWriter to;
    private long pending;
    private int count;

    BitWriter(PackedWriter to) {
        this.to = to;
    }

    /** @param bits at most 32; higher ones of the value are zero */
    void put(long value, int bits) {
        pending |= value << count;
        count += bits;
        while (count >= 8) {
            to.octet((int) pending & 0xff);
            pending >>>= 8;
            count -= 8;
        }
    }

    /** Fills the last byte. */
    void end() {
        if (count > 0) {
            to.octet((int) pending & 0xff);
            pending = 0;
            count = 0;
        }
    }
}
