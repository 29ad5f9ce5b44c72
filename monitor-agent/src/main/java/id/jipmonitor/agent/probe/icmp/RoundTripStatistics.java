package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statistics (RFC 2330 section 11) over the round-trip times of one round; lost echoes have none (RFC 2681). */
final class RoundTripStatistics {
    private static final double NANOS = 1e9;

    private RoundTripStatistics() {}

    static List<Measure> of(List<Optional<Duration>> echoes) {
        List<Long> sorted = echoes.stream()
                .flatMap(Optional::stream)
                .map(Duration::toNanos)
                .sorted()
                .toList();
        List<Measure> measures = new ArrayList<>();
        if (!sorted.isEmpty()) {
            int size = sorted.size();
            double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2.0;
            double mean = sorted.stream().mapToLong(Long::longValue).average().orElseThrow();
            measures.add(Measure.of(Metric.RTT_MIN_SECONDS, sorted.getFirst() / NANOS));
            measures.add(Measure.of(Metric.RTT_MEDIAN_SECONDS, median / NANOS));
            measures.add(Measure.of(Metric.RTT_MEAN_SECONDS, mean / NANOS));
            measures.add(Measure.of(Metric.RTT_MAX_SECONDS, sorted.getLast() / NANOS));
            variation(echoes).ifPresent(measures::add);
        }
        return measures;
    }

    /** Mean |D(i) - D(i-1)| (RFC 5481 section 4.1, selection RFC 3393) over neighbours that were both answered. */
    private static Optional<Measure> variation(List<Optional<Duration>> echoes) {
        long sum = 0;
        int pairs = 0;
        for (int i = 1; i < echoes.size(); i++) {
            if (echoes.get(i - 1).isPresent() && echoes.get(i).isPresent()) {
                sum += echoes.get(i).get().minus(echoes.get(i - 1).get()).abs().toNanos();
                pairs++;
            }
        }
        return pairs == 0
                ? Optional.empty()
                : Optional.of(Measure.of(Metric.RTT_IPDV_MEAN_SECONDS, (double) sum / pairs / NANOS));
    }
}
