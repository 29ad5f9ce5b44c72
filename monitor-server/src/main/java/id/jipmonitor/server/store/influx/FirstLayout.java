package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.server.store.Series;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Points of databases from before {@link Round}: a field for everything. Still read, no longer written. */
final class FirstLayout {
    private static final String INSTANCES = "instances";
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

    private FirstLayout() {}

    static boolean isWhole(Row row) {
        return ALWAYS.stream().allMatch(field -> row.find(field).isPresent())
                && Points.measures("", row).size() >= row.whole(MEASURES);
    }

    static int instances(Row row) {
        return Math.toIntExact(row.whole(INSTANCES));
    }

    static RecordedResult read(Series series, Row row, List<Row> instances) {
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
                Points.all(row, instances));
        Sequence sequence = new Sequence(BootId.parse(row.text("boot")), row.whole("number"));
        return new RecordedResult(series.agent(), sequence, result);
    }

    private static List<Duration> durations(String nanos) {
        return nanos.isEmpty()
                ? List.of()
                : Arrays.stream(nanos.split(" ", -1))
                        .map(each -> Duration.ofNanos(Long.parseLong(each)))
                        .toList();
    }
}
