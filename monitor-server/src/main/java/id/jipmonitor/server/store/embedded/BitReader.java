package id.jipmonitor.server.store.embedded;

/** What {@link BitWriter} wrote; nothing of the last byte is left for others. */
final class BitReader {
    private final PackedReader from;
    private long pending;
    private int count;

    BitReader(PackedReader from) {
        this.from = from;
    }

    /** @param bits at most 32 */
    long get(int bits) {
        while (count < bits) {
            pending |= (long) from.octet() << count;
            count += 8;
        }
        long value = pending & (1L << bits) - 1;
        pending >>>= bits;
        count -= bits;
        return value;
    }
}
