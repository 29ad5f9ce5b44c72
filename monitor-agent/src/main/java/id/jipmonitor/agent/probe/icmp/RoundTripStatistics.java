package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Statistics (RFC 2330 section 11) over the round-trip times of one round; lost echoes have none (RFC 2681). */
final class RoundTripStatistics {
    private static final double NANOS = 1e9;

    private RoundTripStatistics() {}

    /** Tells each statistic that the round has. */
    static void of(List<Optional<Duration>> echoes, Consumer<Measure> measures) {
        long[] sorted = new long[echoes.size()];
        int count = 0;
        long sum = 0;
        for (Optional<Duration> each : echoes) {
            if (each.isPresent()) {
                sorted[count] = each.get().toNanos();
                sum += sorted[count++];
            }
        }
        if (count == 0) {
            return;
        }
        Arrays.sort(sorted, 0, count);
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0;
        measures.accept(Measure.of(Metric.RTT_MIN_SECONDS, sorted[0] / NANOS));
        measures.accept(Measure.of(Metric.RTT_MEDIAN_SECONDS, median / NANOS));
        measures.accept(Measure.of(Metric.RTT_MEAN_SECONDS, (double) sum / count / NANOS));
        measures.accept(Measure.of(Metric.RTT_MAX_SECONDS, sorted[count - 1] / NANOS));
        variation(echoes, measures);
    }

    /** Mean |D(i) - D(i-1)| (RFC 5481 section 4.1, selection RFC 3393) over neighbours that were both answered. */
    private static void variation(List<Optional<Duration>> echoes, Consumer<Measure> measures) {
        long sum = 0;
        int pairs = 0;
        for (int i = 1; i < echoes.size(); i++) {
            if (echoes.get(i - 1).isPresent() && echoes.get(i).isPresent()) {
                sum += echoes.get(i).get().minus(echoes.get(i - 1).get()).abs().toNanos();
                pairs++;
            }
        }
        if (pairs > 0) {
            measures.accept(Measure.of(Metric.RTT_IPDV_MEAN_SECONDS, (double) sum / pairs / NANOS));
        }
    }
}
