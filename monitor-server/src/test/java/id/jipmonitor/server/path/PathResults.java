package id.jipmonitor.server.path;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Results of path probes as an agent sends them. */
public final class PathResults {
    private PathResults() {}

    /** The target is the last of the hops; {@code *} is a silent one. */
    public static ProbeResult reached(String probe, Instant at, String... hops) {
        List<Measure> measures = new ArrayList<>(measures(hops));
        measures.add(Measure.of(Metric.PATH_HOPS, hops.length));
        return result(probe, at, Outcome.RESPONDED, Reason.NONE, measures);
    }

    /** Nothing answers beyond these hops. */
    public static ProbeResult cut(String probe, Instant at, String... hops) {
        Reason reason = new Reason(Cause.TIMEOUT, "30 hops asked");
        return result(probe, at, Outcome.UNREACHABLE, reason, measures(hops));
    }

    public static ProbeResult result(String probe, Instant at, Outcome outcome, Reason reason, List<Measure> measures) {
        return new ProbeResult(
                new ProbeId(probe),
                at,
                0,
                Duration.ofHours(1),
                outcome,
                reason,
                new Packets("path-icmp-echo/56/ttl1-30", 60, Duration.ofSeconds(2)),
                TimestampQuality.KERNEL,
                false,
                List.of(),
                measures);
    }

    private static List<Measure> measures(String... hops) {
        List<Measure> measures = new ArrayList<>();
        for (int number = 1; number <= hops.length; number++) {
            if (!hops[number - 1].equals("*")) {
                String instance = number + " " + hops[number - 1];
                measures.add(new Measure(Metric.PATH_HOP_RTT_SECONDS, instance, number * 0.001));
                measures.add(new Measure(Metric.PATH_HOP_LOSS_RATIO, instance, 0));
            }
        }
        return measures;
    }
}
