package id.jipmonitor.server.store;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Round-trip times, nanoseconds: each of them while they come one by one, a sketch (DDSketch, arXiv 1908.10693) as soon as
 * one is merged in. Percentiles are nearest rank: exact of single times, within {@value #RELATIVE_ERROR} of the exact one
 * (relative) of a sketch. Least and greatest are always exact.
 */
final class Latencies {
    static final double RELATIVE_ERROR = 0.01;
    private static final IndexMapping MAPPING =
            DDSketches.logarithmicUnboundedDense(RELATIVE_ERROR).getIndexMapping();
    private static final double NANOS = 1e9;

    private long[] nanos = new long[64];
    private int count;
    private @Nullable DDSketch sketch;
    private long sketched;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;

    void add(long time) {
        least = Math.min(least, time);
        greatest = Math.max(greatest, time);
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
    }

    /** @throws IllegalArgumentException when the bytes are no sketch */
    void merge(long times, long minimum, long maximum, ByteBuffer encoded) {
        least = Math.min(least, minimum);
        greatest = Math.max(greatest, maximum);
        sketched += times;
        try {
            byte[] bytes = new byte[encoded.remaining()];
            encoded.duplicate().get(bytes);
            sketch().decodeAndMergeWith(ByteArrayInput.wrap(bytes));
        } catch (IOException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("not a sketch: " + e, e);
        }
    }

    long count() {
        return sketched + count;
    }

    long least() {
        return least;
    }

    long greatest() {
        return greatest;
    }

    /** What {@link #merge} takes; from now on this holds a sketch. */
    byte[] encoded() {
        collapse();
        GrowingByteArrayOutput to = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            sketch().encode(to, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return to.trimmedCopy();
    }

    /** Seconds; empty when there is none. */
    Optional<Bucket.Distribution> distribution() {
        if (count() == 0) {
            return Optional.empty();
        }
        if (sketched > 0) {
            collapse();
            return Optional.of(ofSketch());
        }
        Arrays.sort(nanos, 0, count);
        return Optional.of(new Bucket.Distribution(
                least / NANOS, exact(500) / NANOS, exact(950) / NANOS, exact(990) / NANOS, greatest / NANOS));
    }

    void clear() {
        count = 0;
        sketched = 0;
        sketch = null;
        least = Long.MAX_VALUE;
        greatest = Long.MIN_VALUE;
    }

    private DDSketch sketch() {
        DDSketch known = sketch;
        if (known == null) {
            known = new DDSketch(MAPPING, UnboundedSizeDenseStore::new);
            sketch = known;
        }
        return known;
    }

    private void collapse() {
        DDSketch into = sketch();
        for (int i = 0; i < count; i++) {
            into.accept((double) Math.max(1, nanos[i]));
        }
        sketched += count;
        count = 0;
    }

    private long exact(int perMille) {
        return nanos[Math.toIntExact(rank(count, perMille)) - 1];
    }

    private Bucket.Distribution ofSketch() {
        long[] ranks = {rank(sketched, 500), rank(sketched, 950), rank(sketched, 990)};
        double[] values = new double[ranks.length];
        Iterator<Bin> bins = sketch().getPositiveValueStore().getAscendingIterator();
        double seen = 0;
        int next = 0;
        while (bins.hasNext() && next < ranks.length) {
            Bin bin = bins.next();
            seen += bin.getCount();
            while (next < ranks.length && ranks[next] <= seen) {
                values[next++] = Math.clamp(MAPPING.value(bin.getIndex()), (double) least, (double) greatest) / NANOS;
            }
        }
        return new Bucket.Distribution(least / NANOS, values[0], values[1], values[2], greatest / NANOS);
    }

    /** Nearest rank: the smallest value such that at least that share (per mille) of all values is not above it. */
    private static long rank(long of, int perMille) {
        return Math.max(1, Math.ceilDiv(of * perMille, 1_000L));
    }
}
