package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RoundTripStatistics;
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
    private final boolean packed;
    private final HeardBefore before;
    private int driftUnit;
    private int roundTrip;
    private int value;
    private int fraction;
    private int measures;

    /** The form of version 1. */
    BatchReader(Wire.Batch columns) {
        this(columns, false, new HeardBefore());
    }

    /** The packed form; what this batch says is then in the memory. */
    BatchReader(Wire.Batch columns, HeardBefore before) {
        this(columns, true, before);
    }

    private BatchReader(Wire.Batch columns, boolean packed, HeardBefore before) {
        this.columns = columns;
        this.packed = packed;
        this.before = before;
    }

    Batch read() {
        checkSizes();
        HeardBefore.Sender sender = begin();
        columns.getTextsList().forEach(before::add);
        columns.getShapesList().forEach(each -> before.add(each, packed));
        driftUnit = ReadShape.unit("drift unit", packed ? columns.getDriftUnit() : 1);
        List<ProbeResult> results = new ArrayList<>(columns.getProbesCount());
        for (int i = 0; i < columns.getProbesCount(); i++) {
            results.add(result(i));
        }
        whole("round trips", roundTrip, columns.getRoundTripsCount());
        whole("values", value, columns.getValuesCount());
        whole("fractions", fraction, columns.getFractionsCount());
        long first = Bounds.within("first number", before.nextNumber + columns.getFirstNumber(), 1, MAX_NUMBER);
        before.nextNumber = first + results.size();
        before.sentAt += columns.getSentAt();
        return new Batch(
                new AgentId(sender.agent()),
                new BootId(sender.boot()),
                first,
                results,
                SelfViews.decode(before.view),
                columns.getGapsList().stream().map(BatchReader::gap).toList(),
                Bounds.instant(before.sentAt),
                columns.getBacklog());
    }

    private HeardBefore.Sender begin() {
        if (packed && columns.getAgent().isEmpty()) {
            HeardBefore.Sender sender = before.goOn();
            before.view = SelfViews.decodeChange(columns.getView(), before.view);
            return sender;
        }
        HeardBefore.Sender sender = new HeardBefore.Sender(columns.getAgent(), columns.getBoot());
        before.begin(sender);
        before.view = columns.getView();
        return sender;
    }

    private void checkSizes() {
        int results = Bounds.atMost("results", columns.getProbesCount(), Batch.MAX_RESULTS);
        Bounds.atMost("gaps", columns.getGapsCount(), Messages.MAX_GAPS);
        Bounds.atMost("measures of the batch", columns.getValuesCount(), MAX_MEASURES);
        whole("shape numbers", columns.getShapeOfCount(), results);
        whole("starts", columns.getStartsCount(), results);
        whole("monotonic drifts", columns.getMonotonicDriftsCount(), results);
        whole("round-trip counts", columns.getRoundTripCountsCount(), packed ? 0 : results);
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
        before.start += columns.getStarts(i);
        before.drift += columns.getMonotonicDrifts(i) * driftUnit;
        ReadShape shape =
                before.shapes.get(Bounds.atMost("shape number", columns.getShapeOf(i), before.shapes.size() - 1));
        List<Duration> times = roundTrips(packed ? shape.roundTrips() : columns.getRoundTripCounts(i), shape.unit());
        return new ProbeResult(
                before.probe(columns.getProbes(i)),
                Bounds.instant(before.start),
                before.drift + 1_000 * before.start,
                shape.interval(),
                shape.outcome(),
                shape.reason(),
                shape.packets(),
                shape.timestampQuality(),
                shape.stalled(),
                times,
                measures(shape, times));
    }

    private List<Duration> roundTrips(int count, int unit) {
        Bounds.atMost("round-trip times", count, ProbeResult.MAX_ROUND_TRIPS);
        Bounds.atMost("round-trip times used", roundTrip + count, columns.getRoundTripsCount());
        List<Duration> times = new ArrayList<>(count);
        long time = 0;
        for (int i = 0; i < count; i++) {
            time += columns.getRoundTrips(roundTrip++);
            times.add(Bounds.duration("round-trip time", Bounds.times(time, unit)));
        }
        return times;
    }

    private List<Measure> measures(ReadShape shape, List<Duration> times) {
        int count = shape.metrics().size();
        measures += count;
        Bounds.atMost("measures of the batch", measures, MAX_MEASURES);
        RoundTripStatistics statistics =
                RoundTripStatistics.ofAnswered(shape.packets().count(), times);
        List<Measure> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Metric metric = shape.metrics().get(i);
            double number = shape.follows(i) ? statistics.following(metric) : nextValue();
            found.add(new Measure(metric, shape.instances().get(i), number));
        }
        return found;
    }

    private double nextValue() {
        Bounds.atMost("values used", value + 1, columns.getValuesCount());
        long code = columns.getValues(value++);
        if (code != Values.FRACTION) {
            return Values.decode(code);
        }
        Bounds.atMost("fractions used", fraction + 1, columns.getFractionsCount());
        return columns.getFractions(fraction++);
    }
}
