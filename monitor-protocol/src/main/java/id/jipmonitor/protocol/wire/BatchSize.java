package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.wire.Message.Batch;
import java.util.List;

/** How many results one batch may carry, so that a sender never makes a frame that the receiver must refuse. */
public final class BatchSize {
    /** A batch is cut when its results might need more than this before compression. */
    static final int TARGET_BYTES = 1024 * 1024;

    /** Column entries, shape and lengths of a result without its texts, times and measures, at most. */
    private static final int FIXED_BYTES = 96;
    /** Longest varint of 64 bits. */
    private static final int LONG_BYTES = 10;
    /** Metric, instance number, instance length, value and fraction of a measure, at most. */
    private static final int MEASURE_BYTES = 2 + 5 + 3 + LONG_BYTES + Double.BYTES;
    /** A char of a text is at most this many bytes of UTF-8. */
    private static final int CHAR_BYTES = 3;

    private BatchSize() {}

    /** How many of the first results fit into one batch: at least one when there is one. */
    public static int fitting(List<ProbeResult> results) {
        int count = 0;
        long bytes = 0;
        long measures = 0;
        for (ProbeResult each : results) {
            bytes += upperBound(each);
            measures += each.measures().size();
            boolean full = count == Batch.MAX_RESULTS || bytes > TARGET_BYTES || measures > BatchReader.MAX_MEASURES;
            if (full && count > 0) {
                return count;
            }
            count++;
        }
        return count;
    }

    private static long upperBound(ProbeResult result) {
        long texts = result.probe().value().length()
                + (long) result.reason().detail().length()
                + result.packets().typeP().length();
        for (Measure each : result.measures()) {
            texts += each.instance().length();
        }
        return FIXED_BYTES
                + CHAR_BYTES * texts
                + (long) LONG_BYTES * result.roundTripTimes().size()
                + (long) MEASURE_BYTES * result.measures().size();
    }
}
