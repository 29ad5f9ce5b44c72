package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What of a result nobody draws as a graph, as the text of one field: InfluxDB pays for each field, whatever is in it.
 *
 * <pre>
 *   boot number monotonic interval N tmax quality stalled fields instances zeros rtt,rtt,... type-p
 * </pre>
 *
 * Times are nanoseconds. {@code fields} counts cause, detail and measures that stand beside this field, {@code instances} the points
 * of probe_measure, so that a reader knows whether it sees all of a result. {@code zeros} has a letter for each measure that is 0 and was left out. Nothing
 * is a hyphen. The Type-P comes last because it may hold anything.
 */
record Round(
        Sequence sequence,
        long monotonicNanos,
        Duration interval,
        Packets packets,
        TimestampQuality quality,
        boolean stalled,
        int fields,
        int instances,
        List<Measure> zeros,
        List<Duration> roundTripTimes) {
    private static final int PARTS = 13;
    private static final String NOTHING = "-";
    /** Measures that are 0 in nearly every round. */
    private static final Map<Metric, Character> LETTERS =
            Map.of(Metric.ECHO_DUPLICATES, 'd', Metric.ECHO_LATE, 'l', Metric.ECHO_CORRUPT, 'c');

    /** Whether the measure is said by a letter and needs no field. */
    static boolean leavesOut(Measure own) {
        return Double.doubleToRawLongBits(own.value()) == 0 && LETTERS.containsKey(own.metric());
    }

    /** @param fields how many others the point has besides the outcome */
    static void write(RecordedResult recorded, int fields, int instances, StringBuilder to) {
        ProbeResult result = recorded.result();
        to.append(recorded.sequence().boot())
                .append(' ')
                .append(recorded.sequence().number())
                .append(' ')
                .append(result.monotonicNanos())
                .append(' ')
                .append(result.interval().toNanos())
                .append(' ')
                .append(result.packets().count())
                .append(' ')
                .append(result.packets().waitingTime().toNanos())
                .append(' ')
                .append(result.timestampQuality().name())
                .append(result.stalled() ? " 1 " : " 0 ")
                .append(fields)
                .append(' ')
                .append(instances)
                .append(' ');
        zeros(result, to);
        to.append(' ');
        times(result.roundTripTimes(), to);
        to.append(' ').append(result.packets().typeP());
    }

    private static void zeros(ProbeResult result, StringBuilder to) {
        int begin = to.length();
        for (Measure each : result.measures()) {
            if (each.instance().isEmpty() && leavesOut(each)) {
                to.append(LETTERS.get(each.metric()));
            }
        }
        orNothing(begin, to);
    }

    private static void times(List<Duration> times, StringBuilder to) {
        int begin = to.length();
        for (Duration each : times) {
            to.append(to.length() == begin ? "" : ",").append(each.toNanos());
        }
        orNothing(begin, to);
    }

    private static void orNothing(int begin, StringBuilder to) {
        if (to.length() == begin) {
            to.append(NOTHING);
        }
    }

    /** @throws IllegalArgumentException when it is not such a text */
    static Round read(String text) {
        String[] part = text.split(" ", PARTS);
        if (part.length < PARTS) {
            throw new IllegalArgumentException("round: expected " + PARTS + " words. Found: " + part.length);
        }
        return new Round(
                new Sequence(BootId.parse(part[0]), Long.parseLong(part[1])),
                Long.parseLong(part[2]),
                nanos(part[3]),
                new Packets(part[12], Integer.parseInt(part[4]), nanos(part[5])),
                TimestampQuality.valueOf(part[6]),
                part[7].equals("1"),
                Integer.parseInt(part[8]),
                Integer.parseInt(part[9]),
                zeros(part[10]),
                times(part[11]));
    }

    private static Duration nanos(String text) {
        return Duration.ofNanos(Long.parseLong(text));
    }

    private static List<Measure> zeros(String letters) {
        List<Measure> zeros = new ArrayList<>();
        LETTERS.forEach((metric, letter) -> {
            if (letters.indexOf(letter) >= 0) {
                zeros.add(Measure.of(metric, 0));
            }
        });
        return zeros;
    }

    private static List<Duration> times(String joined) {
        List<Duration> times = new ArrayList<>();
        if (!joined.equals(NOTHING)) {
            for (String each : joined.split(",", -1)) {
                times.add(nanos(each));
            }
        }
        return times;
    }
}
