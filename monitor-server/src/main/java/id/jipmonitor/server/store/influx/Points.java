package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.server.store.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.influxdb.dto.Point;

/**
 * Results as points and back.
 *
 * <pre>
 *   probe_result   tags agent, probe             one point per result; every field but the target's own measures always
 *   probe_measure  tags agent, probe, instance   one point per result and instance (an interface, a named OID)
 * </pre>
 *
 * <p>Nothing that varies from round to round is a tag: it would make a second point beside the first. Measures are floats
 * always, because a field keeps the type it had first. A number that a double could not hold is text.
 */
final class Points {
    static final String RESULT = "probe_result";
    static final String MEASURE = "probe_measure";
    static final String AGENT = "agent";
    static final String PROBE = "probe";
    private static final String INSTANCE = "instance";
    /** How many points of probe_measure belong to the result. */
    static final String INSTANCES = "instances";
    /** How many measures of the target itself the point has. */
    private static final String MEASURES = "measures";

    private static final List<String> ALWAYS = List.of(
            "boot",
            "number",
            "monotonic_nanos",
            "interval_nanos",
            "outcome",
            "cause",
            "detail",
            "type_p",
            "packets",
            "tmax_nanos",
            "timestamp_quality",
            "stalled",
            "rtt_nanos",
            INSTANCES,
            MEASURES);

    private Points() {}

    static Point result(RecordedResult recorded) {
        ProbeResult result = recorded.result();
        Point.Builder point = start(RESULT, recorded)
                .addField("boot", recorded.sequence().boot().toString())
                .addField("number", recorded.sequence().number())
                .addField("monotonic_nanos", Long.toString(result.monotonicNanos()))
                .addField("interval_nanos", result.interval().toNanos())
                .addField("outcome", result.outcome().name())
                .addField("cause", result.reason().cause().name())
                .addField("detail", result.reason().detail())
                .addField("type_p", result.packets().typeP())
                .addField("packets", result.packets().count())
                .addField("tmax_nanos", result.packets().waitingTime().toNanos())
                .addField("timestamp_quality", result.timestampQuality().name())
                .addField("stalled", result.stalled())
                .addField("rtt_nanos", nanos(result.roundTripTimes()))
                .addField(INSTANCES, byInstance(result).size())
                .addField(MEASURES, own(result).size());
        own(result).forEach(each -> point.addField(each.metric().metricName(), each.value()));
        return point.build();
    }

    /**
     * Whether a row of probe_result has all its fields. InfluxDB shows a point while it is still writing it; such a one has
     * not been acknowledged to anybody.
     */
    static boolean isWhole(Row row) {
        return ALWAYS.stream().allMatch(field -> row.find(field).isPresent())
                && measures("", row).size() >= row.whole(MEASURES);
    }

    static List<Point> measures(RecordedResult recorded) {
        List<Point> points = new ArrayList<>();
        byInstance(recorded.result()).forEach((instance, measures) -> {
            Point.Builder point = start(MEASURE, recorded).tag(INSTANCE, InstanceTag.write(instance));
            measures.forEach(each -> point.addField(each.metric().metricName(), each.value()));
            points.add(point.build());
        });
        return points;
    }

    /** @param instances the result's rows of probe_measure */
    static RecordedResult read(Series series, Row row, List<Row> instances) {
        List<Measure> measures = new ArrayList<>(measures("", row));
        instances.forEach(each -> measures.addAll(measures(InstanceTag.read(each.text(INSTANCE)), each)));
        ProbeResult result = new ProbeResult(
                series.probe(),
                row.time(),
                Long.parseLong(row.text("monotonic_nanos")),
                Duration.ofNanos(row.whole("interval_nanos")),
                row.word(Outcome.class, "outcome"),
                new Reason(row.word(Cause.class, "cause"), row.text("detail")),
                new Packets(
                        row.text("type_p"),
                        Math.toIntExact(row.whole("packets")),
                        Duration.ofNanos(row.whole("tmax_nanos"))),
                row.word(TimestampQuality.class, "timestamp_quality"),
                row.flag("stalled"),
                durations(row.text("rtt_nanos")),
                measures);
        Sequence sequence = new Sequence(BootId.parse(row.text("boot")), row.whole("number"));
        return new RecordedResult(series.agent(), sequence, result);
    }

    private static Point.Builder start(String measurement, RecordedResult recorded) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, recorded.result().startedAt());
        return Point.measurement(measurement)
                .tag(AGENT, recorded.agent().value())
                .tag(PROBE, recorded.result().probe().value())
                .time(micros, TimeUnit.MICROSECONDS);
    }

    private static List<Measure> own(ProbeResult result) {
        return result.measures().stream()
                .filter(each -> each.instance().isEmpty())
                .toList();
    }

    private static Map<String, List<Measure>> byInstance(ProbeResult result) {
        return result.measures().stream()
                .filter(each -> !each.instance().isEmpty())
                .collect(Collectors.groupingBy(Measure::instance, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<Measure> measures(String instance, Row row) {
        List<Measure> measures = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            row.find(metric.metricName())
                    .ifPresent(value -> measures.add(new Measure(metric, instance, ((Number) value).doubleValue())));
        }
        return measures;
    }

    private static String nanos(List<Duration> durations) {
        return durations.stream().map(each -> Long.toString(each.toNanos())).collect(Collectors.joining(" "));
    }

    private static List<Duration> durations(String nanos) {
        return nanos.isEmpty()
                ? List.of()
                : Arrays.stream(nanos.split(" ", -1))
                        .map(each -> Duration.ofNanos(Long.parseLong(each)))
                        .toList();
    }
}
