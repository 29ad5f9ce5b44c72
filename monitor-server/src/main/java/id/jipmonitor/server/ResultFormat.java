package id.jipmonitor.server;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.ResultLines;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How {@code export} writes results. The CSV forms (RFC 4180, UTF-8, a heading) are for analysts and are not read back. */
enum ResultFormat {
    /** One JSON object per line; nothing is left out, and import and replay read it. */
    NDJSON {
        @Override
        List<String> headings() {
            return List.of();
        }

        @Override
        Stream<String> lines(RecordedResult result) {
            return Stream.of(ResultLines.line(result));
        }
    },
    /** One row a result, a column for each metric of the target itself. */
    CSV {
        @Override
        List<String> headings() {
            return Stream.concat(
                            Stream.of(
                                    "agent",
                                    "probe",
                                    "at",
                                    "interval_seconds",
                                    "outcome",
                                    "cause",
                                    "detail",
                                    "type_p",
                                    "packets",
                                    "tmax_seconds",
                                    "timestamp_quality",
                                    "stalled",
                                    "boot",
                                    "number",
                                    "rtt_seconds"),
                            Arrays.stream(Metric.values()).map(Metric::metricName))
                    .toList();
        }

        @Override
        Stream<String> lines(RecordedResult recorded) {
            ProbeResult result = recorded.result();
            List<String> cells = new ArrayList<>(List.of(
                    recorded.agent().value(),
                    result.probe().value(),
                    result.startedAt().toString(),
                    seconds(result.interval()),
                    result.outcome().name(),
                    result.reason().cause().name(),
                    result.reason().detail(),
                    result.packets().typeP(),
                    Integer.toString(result.packets().count()),
                    seconds(result.packets().waitingTime()),
                    result.timestampQuality().name(),
                    Boolean.toString(result.stalled()),
                    recorded.sequence().boot().toString(),
                    Long.toString(recorded.sequence().number()),
                    result.roundTripTimes().stream().map(ResultFormat::seconds).collect(Collectors.joining(" "))));
            for (Metric metric : Metric.values()) {
                cells.add(result.measure(metric).stream()
                        .mapToObj(Double::toString)
                        .collect(Collectors.joining()));
            }
            return Stream.of(row(cells));
        }
    },
    /** One row a measure, those of interfaces and named OIDs too. */
    CSV_MEASURES {
        @Override
        List<String> headings() {
            return List.of("agent", "probe", "at", "instance", "metric", "value");
        }

        @Override
        Stream<String> lines(RecordedResult recorded) {
            ProbeResult result = recorded.result();
            return result.measures().stream()
                    .map(each -> row(List.of(
                            recorded.agent().value(),
                            result.probe().value(),
                            result.startedAt().toString(),
                            each.instance(),
                            each.metric().metricName(),
                            value(each))));
        }
    };

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    /** The columns; none for a form without a heading. */
    abstract List<String> headings();

    /** The lines of a result, without their ends. */
    abstract Stream<String> lines(RecordedResult result);

    /** How it is named on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String row(List<String> cells) {
        return cells.stream().map(ResultFormat::cell).collect(Collectors.joining(","));
    }

    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String value(Measure measure) {
        return Double.toString(measure.value());
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos())
                .divide(NANOS)
                .stripTrailingZeros()
                .toPlainString();
    }
}
