package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.proto.Wire;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns the results of one batch into columns: see {@code Batch} in jip.proto. Differences are taken in wrapping
 * arithmetic, so that any clock reading survives.
 */
final class BatchWriter {
    private final Batch batch;
    private final Wire.Batch.Builder columns = Wire.Batch.newBuilder();
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<Wire.Shape, Integer> shapes = new LinkedHashMap<>();
    private long lastStart;
    private long lastDrift;
    private int measures;

    BatchWriter(Batch batch) {
        this.batch = batch;
    }

    Wire.Batch write() {
        Bounds.atMost("results", batch.results().size(), Batch.MAX_RESULTS);
        Bounds.atMost("gaps", batch.gaps().size(), Messages.MAX_GAPS);
        Bounds.within("first number", batch.firstNumber(), 1, BatchReader.MAX_NUMBER);
        columns.setAgent(batch.agent().value())
                .setBoot(batch.boot().value())
                .setFirstNumber(batch.firstNumber())
                .setSentAt(Bounds.micros(batch.sentAt()))
                .setBacklog(batch.backlog())
                .setView(SelfViews.encode(batch.view()));
        for (Gap gap : batch.gaps()) {
            columns.addGaps(Wire.Gap.newBuilder()
                    .setFirst(gap.first())
                    .setLast(Bounds.within("gap last", gap.last(), Math.max(1, gap.first()), BatchReader.MAX_NUMBER))
                    .setCause(BatchReader.GAP_CAUSES.encode(gap.cause())));
        }
        for (ProbeResult result : batch.results()) {
            add(result);
        }
        Bounds.atMost("measures of the batch", measures, BatchReader.MAX_MEASURES);
        return columns.addAllTexts(texts.keySet()).addAllShapes(shapes.keySet()).build();
    }

    private void add(ProbeResult result) {
        columns.addProbes(text(result.probe().value()));
        columns.addShapeOf(number(shapes, shape(result)));
        long start = Bounds.micros(result.startedAt());
        long drift = result.monotonicNanos() - 1_000 * start;
        columns.addStarts(start - lastStart);
        columns.addMonotonicDrifts(drift - lastDrift);
        lastStart = start;
        lastDrift = drift;
        addRoundTrips(result);
        addValues(result);
    }

    private void addRoundTrips(ProbeResult result) {
        columns.addRoundTripCounts(result.roundTripTimes().size());
        long last = 0;
        for (Duration each : result.roundTripTimes()) {
            long nanos = Bounds.nanos("round-trip time", each);
            columns.addRoundTrips(nanos - last);
            last = nanos;
        }
    }

    private void addValues(ProbeResult result) {
        measures += result.measures().size();
        for (Measure each : result.measures()) {
            long code = Values.encode(each.value());
            columns.addValues(code);
            if (code == Values.FRACTION) {
                columns.addFractions(each.value());
            }
        }
    }

    private Wire.Shape shape(ProbeResult result) {
        Wire.Shape.Builder shape = Wire.Shape.newBuilder()
                .setInterval(Bounds.nanos("interval", result.interval()))
                .setOutcome(BatchReader.OUTCOMES.encode(result.outcome()))
                .setCause(BatchReader.CAUSES.encode(result.reason().cause()))
                .setDetail(text(result.reason().detail()))
                .setTypeP(text(Bounds.line("Type-P", result.packets().typeP(), BatchReader.MAX_TEXT)))
                .setPacketCount(Bounds.atMost("packet count", result.packets().count(), BatchReader.MAX_PACKETS))
                .setWaitingTime(Bounds.nanos("waiting time", result.packets().waitingTime()))
                .setTimestampQuality(BatchReader.QUALITIES.encode(result.timestampQuality()))
                .setStalled(result.stalled());
        for (Measure each : result.measures()) {
            shape.addMetrics(BatchReader.METRICS.encode(each.metric()));
            shape.addInstances(text(Bounds.line("instance", each.instance(), Measure.MAX_INSTANCE)));
        }
        return shape.build();
    }

    private int text(String value) {
        return number(texts, value);
    }

    private static <T> int number(Map<T, Integer> table, T entry) {
        return table.computeIfAbsent(entry, absent -> table.size());
    }
}
