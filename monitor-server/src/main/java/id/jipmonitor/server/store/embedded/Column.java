package id.jipmonitor.server.store.embedded;

import java.util.Arrays;

/**
 * A column of numbers in a {@link Block}, small ones in few bits: Golomb-Rice codes of the zigzag value, with the parameter
 * that makes this column shortest. That is near the entropy of noise around a prediction, which is what is left of results
 * when all that repeats is taken out.
 *
 * <pre>
 *   255                          all are zero
 *   k | bits, lowest first       each: value >> k in unary (ones, then a zero), then k bits;
 *                                {@value #ESCAPE} ones: 64 bits follow instead
 * </pre>
 */
final class Column {
    private static final int ALL_ZERO = 255;
    private static final int ESCAPE = 24;
    private static final int MOST_BITS = 60;

    private Column() {}

    static void write(long[] values, PackedWriter to) {
        long[] zigzag = new long[values.length];
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            zigzag[i] = values[i] << 1 ^ values[i] >> 63;
            any |= values[i] != 0;
        }
        if (!any) {
            to.octet(ALL_ZERO);
            return;
        }
        int k = shortest(zigzag);
        to.octet(k);
        BitWriter bits = new BitWriter(to);
        for (long each : zigzag) {
            write(each, k, bits);
        }
        bits.end();
    }

    /**
     * @param count how many there are; whoever asks has a bound for it
     * @throws IllegalArgumentException or a BufferUnderflowException when the bytes are damaged
     */
    static long[] read(int count, PackedReader from) {
        long[] values = new long[count];
        int k = from.octet();
        if (k == ALL_ZERO) {
            return values;
        }
        if (k > MOST_BITS) {
            throw new IllegalArgumentException("column of " + k + " bits");
        }
        BitReader bits = new BitReader(from);
        for (int i = 0; i < count; i++) {
            long zigzag = read(k, bits);
            values[i] = zigzag >>> 1 ^ -(zigzag & 1);
        }
        return values;
    }

    /** What each is more than the one before; the first stays. */
    static long[] differences(long[] values) {
        long[] differences = values.clone();
        for (int i = 1; i < values.length; i++) {
            differences[i] = values[i] - values[i - 1];
        }
        return differences;
    }

    /** The inverse of {@link #differences}. */
    static long[] sums(long[] differences) {
        long[] values = differences.clone();
        Arrays.parallelPrefix(values, Long::sum);
        return values;
    }

    private static void write(long zigzag, int k, BitWriter bits) {
        long high = zigzag >>> k;
        if (isTooMuch(high)) {
            bits.put((1L << ESCAPE) - 1, ESCAPE);
            bits.put(zigzag & 0xffffffffL, 32);
            bits.put(zigzag >>> 32, 32);
            return;
        }
        bits.put((1L << high) - 1, (int) high + 1);
        if (k > 32) {
            bits.put(zigzag & 0xffffffffL, 32);
            bits.put((zigzag >>> 32) & ((1L << (k - 32)) - 1), k - 32);
        } else {
            bits.put(zigzag & (1L << k) - 1, k);
        }
    }

    private static long read(int k, BitReader bits) {
        int high = 0;
        while (high < ESCAPE && bits.get(1) == 1) {
            high++;
        }
        if (high == ESCAPE) {
            return bits.get(32) | bits.get(32) << 32;
        }
        long low = k > 32 ? bits.get(32) | bits.get(k - 32) << 32 : bits.get(k);
        return (long) high << k | low;
    }

    /** The parameter with the fewest bits, found downhill from the mean's. */
    private static int shortest(long[] zigzag) {
        double sum = 0;
        for (long each : zigzag) {
            sum += (double) (each >>> 1);
        }
        int k = Math.clamp(Math.getExponent(Math.max(1, sum / zigzag.length)), 0, MOST_BITS);
        long cost = cost(zigzag, k);
        while (k > 0 && cost(zigzag, k - 1) <= cost) {
            cost = cost(zigzag, --k);
        }
        while (k < MOST_BITS && cost(zigzag, k + 1) < cost) {
            cost = cost(zigzag, ++k);
        }
        return k;
    }

    /** Of an unsigned number. */
    private static boolean isTooMuch(long high) {
        return high < 0 || high >= ESCAPE;
    }

    private static long cost(long[] zigzag, int k) {
        long bits = 0;
        for (long each : zigzag) {
            long high = each >>> k;
            bits += isTooMuch(high) ? ESCAPE + 64 : high + 1 + k;
        }
        return bits;
    }
}
