package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results in InfluxDB's line protocol, times in microseconds.
 *
 * <pre>
 *   probe_result,agent=A,probe=P outcome="..",round=".."[,cause=".."][,detail=".."][,METRIC=1.5]... MICROSECONDS
 *   probe_measure,agent=A,probe=P,instance=I METRIC=1.5[,METRIC=..]... MICROSECONDS
 * </pre>
 *
 * <p>Nothing that varies from round to round is a tag: it would make a second point beside the first. Measures are floats
 * always, because a field keeps the type it had first.
 */
final class Lines {
    private Lines() {}

    /** The point of the result itself. */
    static void result(RecordedResult recorded, StringBuilder to) {
        ProbeResult result = recorded.result();
        start(Points.RESULT, recorded, to);
        to.append(' ')
                .append(Points.OUTCOME)
                .append("=\"")
                .append(result.outcome().name());
        to.append("\",").append(Points.ROUND).append("=\"");
        int begin = to.length();
        Round.write(recorded, fields(result), instances(result).size(), to);
        escape(begin, to);
        to.append('"');
        if (hasCause(result)) {
            text(Points.CAUSE, result.reason().cause().name(), to);
        }
        if (hasDetail(result)) {
            text(Points.DETAIL, result.reason().detail(), to);
        }
        for (Measure each : result.measures()) {
            if (isField(each)) {
                to.append(',').append(each.metric().metricName()).append('=').append(each.value());
            }
        }
        end(result, to);
    }

    /** The points of what the result says of parts of its target; none for most results. */
    static void measures(RecordedResult recorded, StringBuilder to) {
        instances(recorded.result()).forEach((instance, measures) -> {
            start(Points.MEASURE, recorded, to);
            to.append(',').append(Points.INSTANCE).append('=');
            tag(InstanceTag.write(instance), to);
            char before = ' ';
            for (Measure each : measures) {
                to.append(before).append(each.metric().metricName()).append('=').append(each.value());
                before = ',';
            }
            end(recorded.result(), to);
        });
    }

    /** Whether the result has points of its parts. */
    static boolean hasParts(RecordedResult recorded) {
        return recorded.result().measures().stream()
                .anyMatch(each -> !each.instance().isEmpty());
    }

    private static void start(String measurement, RecordedResult recorded, StringBuilder to) {
        // Identifiers are of a-z 0-9 . _ - and need no escaping.
        to.append(measurement)
                .append(',')
                .append(Points.AGENT)
                .append('=')
                .append(recorded.agent().value())
                .append(',')
                .append(Points.PROBE)
                .append('=')
                .append(recorded.result().probe().value());
    }

    private static void end(ProbeResult result, StringBuilder to) {
        to.append(' ')
                .append(ChronoUnit.MICROS.between(Instant.EPOCH, result.startedAt()))
                .append('\n');
    }

    private static int fields(ProbeResult result) {
        int count = (hasCause(result) ? 1 : 0) + (hasDetail(result) ? 1 : 0);
        for (Measure each : result.measures()) {
            count += isField(each) ? 1 : 0;
        }
        return count;
    }

    private static boolean hasCause(ProbeResult result) {
        return result.reason().cause() != Cause.NONE;
    }

    private static boolean hasDetail(ProbeResult result) {
        return !result.reason().detail().isEmpty();
    }

    private static boolean isField(Measure measure) {
        return measure.instance().isEmpty() && !Round.leavesOut(measure);
    }

    private static Map<String, List<Measure>> instances(ProbeResult result) {
        Map<String, List<Measure>> found = new LinkedHashMap<>();
        for (Measure each : result.measures()) {
            if (!each.instance().isEmpty()) {
                found.computeIfAbsent(each.instance(), _ -> new ArrayList<>()).add(each);
            }
        }
        return found;
    }

    private static void text(String field, String value, StringBuilder to) {
        to.append(',').append(field).append("=\"");
        int begin = to.length();
        to.append(value);
        escape(begin, to);
        to.append('"');
    }

    /** Within quotation marks these two would end the text. */
    private static void escape(int begin, StringBuilder text) {
        for (int i = text.length() - 1; i >= begin; i--) {
            if (text.charAt(i) == '"' || text.charAt(i) == '\\') {
                text.insert(i, '\\');
            }
        }
    }

    private static void tag(String value, StringBuilder to) {
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == ',' || each == ' ' || each == '=') {
                to.append('\\');
            }
            to.append(each);
        }
    }
}
