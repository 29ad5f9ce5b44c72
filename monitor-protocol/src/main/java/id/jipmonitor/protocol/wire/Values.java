package id.jipmonitor.protocol.wire;

/**
 * A double as a short integer where it loses nothing: counts and statuses are whole, times are multiples of a
 * nanosecond. The forms are those of {@code Batch.values} in jip.proto; what fits neither travels as eight bytes.
 */
final class Values {
    /** The next one of {@code Batch.fractions}. */
    static final long FRACTION = 0b11;

    /** Integers up to this are exact in a double. */
    private static final double EXACT = 1L << 53;

    private static final double NANOS = 1e9;

    private Values() {}

    /** The short form, or {@link #FRACTION} when there is none that reads back to the same bits. */
    static long encode(double value) {
        if (Math.abs(value) <= EXACT && same((double) (long) value, value)) {
            return (long) value << 1;
        }
        double scaled = Math.rint(value * NANOS);
        if (Math.abs(scaled) <= EXACT && same((double) (long) scaled / NANOS, value)) {
            return (long) scaled << 2 | 0b01;
        }
        return FRACTION;
    }

    /** @throws MalformedMessageException for bits that are no form */
    static double decode(long code) {
        if ((code & 1) == 0) {
            return (double) (code >> 1);
        }
        if ((code & 0b10) == 0) {
            return (double) (code >> 2) / NANOS;
        }
        throw new MalformedMessageException("value: expected a form of 0, 1 or 3. Found: " + code);
    }

    private static boolean same(double read, double written) {
        return Double.doubleToLongBits(read) == Double.doubleToLongBits(written);
    }
}
