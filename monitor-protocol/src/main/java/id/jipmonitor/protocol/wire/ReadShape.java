package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What many results have in common, checked and turned once.
 *
 * @param instances one for each metric
 * @param following bit i is set when measure i follows from the round
 * @param unit nanoseconds of a round-trip time's unit
 * @param roundTrips how many each result has, in the packed form
 */
record ReadShape(
        Duration interval,
        Outcome outcome,
        Reason reason,
        Packets packets,
        TimestampQuality timestampQuality,
        boolean stalled,
        List<Metric> metrics,
        List<String> instances,
        long following,
        int unit,
        int roundTrips) {
    private static final int MICROS = 1_000;

    static ReadShape of(Wire.Shape shape, List<String> texts, boolean packed) {
        int count = Bounds.atMost("measures", shape.getMetricsCount(), ProbeResult.MAX_MEASURES);
        if (shape.getInstancesCount() != count) {
            throw new MalformedMessageException("batch instances: expected " + count
                    + " entries, as other columns say. Found: " + shape.getInstancesCount());
        }
        List<Metric> metrics = new ArrayList<>(count);
        List<String> instances = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            metrics.add(BatchReader.METRICS.decode(shape.getMetrics(i)));
            instances.add(text(texts, shape.getInstances(i)));
        }
        return new ReadShape(
                Bounds.duration("interval", shape.getInterval()),
                BatchReader.OUTCOMES.decode(shape.getOutcome()),
                new Reason(BatchReader.CAUSES.decode(shape.getCause()), text(texts, shape.getDetail())),
                new Packets(
                        text(texts, shape.getTypeP()),
                        Bounds.atMost("packet count", shape.getPacketCount(), BatchReader.MAX_PACKETS),
                        Bounds.duration("waiting time", shape.getWaitingTime())),
                BatchReader.QUALITIES.decode(shape.getTimestampQuality()),
                shape.getStalled(),
                metrics,
                instances,
                packed ? shape.getFollowing() : 0,
                packed ? unit("round-trip unit", shape.getRoundTripUnit()) : 1,
                shape.getRoundTripCount());
    }

    /** Nanoseconds of a unit; 1,000 when nothing is said. */
    static int unit(String field, int unit) {
        if (unit != 0 && unit != 1) {
            throw new MalformedMessageException(field + ": expected 0 or 1. Found: " + unit);
        }
        return unit == 0 ? MICROS : unit;
    }

    static String text(List<String> texts, int index) {
        return texts.get(Bounds.atMost("text number", index, texts.size() - 1));
    }

    boolean follows(int measure) {
        return measure < Long.SIZE && (following >>> measure & 1) != 0;
    }
}
