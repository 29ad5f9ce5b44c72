package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns columns back into results. All counts are compared before anything is built, so that a small message cannot
 * make this end allocate much.
 */
final class BatchReader {
    static final EnumCodes<Outcome, Wire.Outcome> OUTCOMES =
            new EnumCodes<>("OUTCOME_", Outcome.class, Wire.Outcome.class);
    static final EnumCodes<Cause, Wire.Cause> CAUSES = new EnumCodes<>("CAUSE_", Cause.class, Wire.Cause.class);
    static final EnumCodes<TimestampQuality, Wire.TimestampQuality> QUALITIES =
            new EnumCodes<>("TIMESTAMP_QUALITY_", TimestampQuality.class, Wire.TimestampQuality.class);
    static final EnumCodes<Metric, Wire.Metric> METRICS = new EnumCodes<>("METRIC_", Metric.class, Wire.Metric.class);
    static final EnumCodes<GapCause, Wire.GapCause> GAP_CAUSES =
            new EnumCodes<>("GAP_CAUSE_", GapCause.class, Wire.GapCause.class);

    /** Longest text of any kind: a detail. */
    static final int MAX_TEXT = Reason.MAX_DETAIL;
    /** Most measures of all results of a batch together. */
    static final int MAX_MEASURES = 200_000;
    /** Most packets of a round. */
    static final int MAX_PACKETS = 1_000_000;
    /** Highest sequence number; leaves room so that sums never overflow. */
    static final long MAX_NUMBER = Long.MAX_VALUE / 2;

    private final Wire.Batch columns;
    private final List<String> texts;
    private long start;
    private long drift;
    private int roundTrip;
    private int value;
    private int fraction;

    BatchReader(Wire.Batch columns) {
        this.columns = columns;
        this.texts = columns.getTextsList().stream()
                .map(each -> Bounds.line("text", each, MAX_TEXT))
                .toList();
    }

    Batch read() {
        checkSizes();
        List<ProbeResult> results = new ArrayList<>(columns.getProbesCount());
        for (int i = 0; i < columns.getProbesCount(); i++) {
            results.add(result(i));
        }
        whole("round trips", roundTrip, columns.getRoundTripsCount());
        whole("values", value, columns.getValuesCount());
        whole("fractions", fraction, columns.getFractionsCount());
        return new Batch(
                new AgentId(columns.getAgent()),
                new BootId(columns.getBoot()),
                Bounds.within("first number", columns.getFirstNumber(), 1, MAX_NUMBER),
                results,
                SelfViews.decode(columns.getView()),
                columns.getGapsList().stream().map(BatchReader::gap).toList(),
                Bounds.instant(columns.getSentAt()),
                columns.getBacklog());
    }

    private void checkSizes() {
        int results = Bounds.atMost("results", columns.getProbesCount(), Batch.MAX_RESULTS);
        Bounds.atMost("gaps", columns.getGapsCount(), Messages.MAX_GAPS);
        Bounds.atMost("measures of the batch", columns.getValuesCount(), MAX_MEASURES);
        whole("shape numbers", columns.getShapeOfCount(), results);
        whole("starts", columns.getStartsCount(), results);
        whole("monotonic drifts", columns.getMonotonicDriftsCount(), results);
        whole("round-trip counts", columns.getRoundTripCountsCount(), results);
    }

    private static void whole(String column, int found, int expected) {
        if (found != expected) {
            throw new MalformedMessageException(
                    "batch " + column + ": expected " + expected + " entries, as other columns say. Found: " + found);
        }
    }

    private static Gap gap(Wire.Gap gap) {
        long first = Bounds.within("gap first", gap.getFirst(), 1, MAX_NUMBER);
        return new Gap(
                first, Bounds.within("gap last", gap.getLast(), first, MAX_NUMBER), GAP_CAUSES.decode(gap.getCause()));
    }

    private ProbeResult result(int i) {
        start += columns.getStarts(i);
        drift += columns.getMonotonicDrifts(i);
        Wire.Shape shape =
                columns.getShapes(Bounds.atMost("shape number", columns.getShapeOf(i), columns.getShapesCount() - 1));
        return new ProbeResult(
                new ProbeId(text(columns.getProbes(i))),
                Bounds.instant(start),
                drift + 1_000 * start,
                Bounds.duration("interval", shape.getInterval()),
                OUTCOMES.decode(shape.getOutcome()),
                new Reason(CAUSES.decode(shape.getCause()), text(shape.getDetail())),
                packets(shape),
                QUALITIES.decode(shape.getTimestampQuality()),
                shape.getStalled(),
                roundTrips(columns.getRoundTripCounts(i)),
                measures(shape));
    }

    private Packets packets(Wire.Shape shape) {
        return new Packets(
                text(shape.getTypeP()),
                Bounds.atMost("packet count", shape.getPacketCount(), MAX_PACKETS),
                Bounds.duration("waiting time", shape.getWaitingTime()));
    }

    private List<Duration> roundTrips(int count) {
        Bounds.atMost("round-trip times", count, ProbeResult.MAX_ROUND_TRIPS);
        Bounds.atMost("round-trip times used", roundTrip + count, columns.getRoundTripsCount());
        List<Duration> times = new ArrayList<>(count);
        long nanos = 0;
        for (int i = 0; i < count; i++) {
            nanos += columns.getRoundTrips(roundTrip++);
            times.add(Bounds.duration("round-trip time", nanos));
        }
        return times;
    }

    private List<Measure> measures(Wire.Shape shape) {
        int count = Bounds.atMost("measures", shape.getMetricsCount(), ProbeResult.MAX_MEASURES);
        whole("instances", shape.getInstancesCount(), count);
        Bounds.atMost("values used", value + count, columns.getValuesCount());
        List<Measure> measures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            measures.add(new Measure(METRICS.decode(shape.getMetrics(i)), text(shape.getInstances(i)), nextValue()));
        }
        return measures;
    }

    private double nextValue() {
        long code = columns.getValues(value++);
        if (code != Values.FRACTION) {
            return Values.decode(code);
        }
        Bounds.atMost("fractions used", fraction + 1, columns.getFractionsCount());
        return columns.getFractions(fraction++);
    }

    private String text(int index) {
        return texts.get(Bounds.atMost("text number", index, texts.size() - 1));
    }
}
