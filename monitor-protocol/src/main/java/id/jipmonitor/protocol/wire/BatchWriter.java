package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RoundTripStatistics;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Turns the results of one batch into columns: see {@code Batch} in jip.proto. Differences are taken in wrapping
 * arithmetic, so that any clock reading survives.
 *
 * <p>Packed columns leave out what the reader can find itself: measures that follow from the round, digits that no time of
 * the batch has, and what earlier batches of the connection have said. Nothing is rounded here.
 */
final class BatchWriter {
    private static final int MICROS = 1_000;

    private final Batch batch;
    private final boolean packed;
    private final SentBefore before;
    private final Wire.Batch.Builder columns = Wire.Batch.newBuilder();
    private final long[] drifts;
    private int measures;

    /** The result before: most have its shape, and need not build one to find that out. */
    private @Nullable ProbeResult last;

    private int lastShape;
    private int lastUnit;
    private long lastFollowing;

    /** The form of version 1. */
    BatchWriter(Batch batch) {
        this(batch, false, new SentBefore());
    }

    /** The packed form; what this batch says is then in the memory. */
    BatchWriter(Batch batch, SentBefore before) {
        this(batch, true, before);
    }

    private BatchWriter(Batch batch, boolean packed, SentBefore before) {
        this.batch = batch;
        this.packed = packed;
        this.before = before;
        this.drifts = new long[batch.results().size()];
    }

    Wire.Batch write() {
        Bounds.atMost("results", batch.results().size(), Batch.MAX_RESULTS);
        Bounds.atMost("gaps", batch.gaps().size(), Messages.MAX_GAPS);
        Bounds.within("first number", batch.firstNumber(), 1, BatchReader.MAX_NUMBER);
        before.forBatchOf(batch.agent(), batch.boot());
        addHead();
        for (Gap gap : batch.gaps()) {
            columns.addGaps(Wire.Gap.newBuilder()
                    .setFirst(gap.first())
                    .setLast(Bounds.within("gap last", gap.last(), Math.max(1, gap.first()), BatchReader.MAX_NUMBER))
                    .setCause(BatchReader.GAP_CAUSES.encode(gap.cause())));
        }
        for (int i = 0; i < drifts.length; i++) {
            add(i, batch.results().get(i));
        }
        addDrifts();
        Bounds.atMost("measures of the batch", measures, BatchReader.MAX_MEASURES);
        return columns.addAllTexts(before.newTexts())
                .addAllShapes(before.newShapes())
                .build();
    }

    private void addHead() {
        Wire.SelfView view = SelfViews.encode(batch.view());
        long sentAt = Bounds.micros(batch.sentAt());
        if (before.continued()) {
            columns.setFirstNumber(batch.firstNumber() - before.nextNumber)
                    .setSentAt(sentAt - before.sentAt)
                    .setView(SelfViews.encodeChange(view, before.view));
        } else {
            columns.setAgent(batch.agent().value())
                    .setBoot(batch.boot().value())
                    .setFirstNumber(batch.firstNumber())
                    .setSentAt(sentAt)
                    .setView(view);
        }
        columns.setBacklog(batch.backlog());
        before.nextNumber = batch.lastNumber() + 1;
        before.sentAt = sentAt;
        before.view = view;
    }

    private void add(int index, ProbeResult result) {
        columns.addProbes(before.text(result.probe().value()));
        long start = Bounds.micros(result.startedAt());
        long drift = result.monotonicNanos() - 1_000 * start;
        columns.addStarts(start - before.start);
        drifts[index] = drift - before.drift;
        before.start = start;
        before.drift = drift;
        int unit = addRoundTrips(result);
        long following = addValues(result);
        if (last == null || unit != lastUnit || following != lastFollowing || !alike(result, last)) {
            lastShape = before.shape(shape(result, unit, following));
            lastUnit = unit;
            lastFollowing = following;
        }
        last = result;
        columns.addShapeOf(lastShape);
    }

    private void addDrifts() {
        int unit = MICROS;
        for (long each : drifts) {
            unit = packed && each % MICROS == 0 ? unit : 1;
        }
        for (long each : drifts) {
            columns.addMonotonicDrifts(each / unit);
        }
        if (packed) {
            columns.setDriftUnit(unit == MICROS ? 0 : unit);
        }
    }

    /** The unit in which they stand there. */
    private int addRoundTrips(ProbeResult result) {
        int unit = packed ? MICROS : 1;
        for (Duration each : result.roundTripTimes()) {
            unit = Bounds.nanos("round-trip time", each) % MICROS == 0 ? unit : 1;
        }
        long last = 0;
        for (Duration each : result.roundTripTimes()) {
            long time = each.toNanos() / unit;
            columns.addRoundTrips(time - last);
            last = time;
        }
        if (!packed) {
            columns.addRoundTripCounts(result.roundTripTimes().size());
        }
        return unit;
    }

    /** Which measures follow from the round and were left out, one bit each. */
    private long addValues(ProbeResult result) {
        RoundTripStatistics statistics =
                RoundTripStatistics.ofAnswered(result.packets().count(), result.roundTripTimes());
        long following = 0;
        for (int i = 0; i < result.measures().size(); i++) {
            Measure each = result.measures().get(i);
            measures++;
            if (packed && i < Long.SIZE && follows(each, statistics)) {
                following |= 1L << i;
            } else {
                long code = Values.encode(each.value());
                columns.addValues(code);
                if (code == Values.FRACTION) {
                    columns.addFractions(each.value());
                }
            }
        }
        return following;
    }

    private static boolean follows(Measure measure, RoundTripStatistics statistics) {
        return measure.instance().isEmpty()
                && Double.doubleToLongBits(measure.value())
                        == Double.doubleToLongBits(statistics.following(measure.metric()));
    }

    /** Whether all that a shape says of them is the same, beside unit and what follows. */
    private static boolean alike(ProbeResult one, ProbeResult other) {
        boolean same = one.outcome() == other.outcome()
                && one.stalled() == other.stalled()
                && one.timestampQuality() == other.timestampQuality()
                && one.interval().equals(other.interval())
                && one.reason().equals(other.reason())
                && one.packets().equals(other.packets())
                && one.roundTripTimes().size() == other.roundTripTimes().size()
                && one.measures().size() == other.measures().size();
        for (int i = 0; same && i < one.measures().size(); i++) {
            Measure here = one.measures().get(i);
            Measure there = other.measures().get(i);
            same = here.metric() == there.metric() && here.instance().equals(there.instance());
        }
        return same;
    }

    private Wire.Shape shape(ProbeResult result, int unit, long following) {
        Wire.Shape.Builder shape = Wire.Shape.newBuilder()
                .setInterval(Bounds.nanos("interval", result.interval()))
                .setOutcome(BatchReader.OUTCOMES.encode(result.outcome()))
                .setCause(BatchReader.CAUSES.encode(result.reason().cause()))
                .setDetail(before.text(result.reason().detail()))
                .setTypeP(before.text(Bounds.line("Type-P", result.packets().typeP(), BatchReader.MAX_TEXT)))
                .setPacketCount(Bounds.atMost("packet count", result.packets().count(), BatchReader.MAX_PACKETS))
                .setWaitingTime(Bounds.nanos("waiting time", result.packets().waitingTime()))
                .setTimestampQuality(BatchReader.QUALITIES.encode(result.timestampQuality()))
                .setStalled(result.stalled());
        for (Measure each : result.measures()) {
            shape.addMetrics(BatchReader.METRICS.encode(each.metric()));
            shape.addInstances(before.text(Bounds.line("instance", each.instance(), Measure.MAX_INSTANCE)));
        }
        if (packed) {
            shape.setFollowing(following)
                    .setRoundTripUnit(unit == MICROS ? 0 : unit)
                    .setRoundTripCount(result.roundTripTimes().size());
        }
        return shape.build();
    }
}
