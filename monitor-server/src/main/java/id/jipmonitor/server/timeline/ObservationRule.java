package id.jipmonitor.server.timeline;

import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.timeline.Observation.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads a result as evidence about a link. A round that carries neither loss nor delay (a TCP connect without figures,
 * an SNMP answer) is within every threshold: what was not measured cannot be outside.
 */
public final class ObservationRule {
    private static final double NANOS_PER_SECOND = 1e9;

    private ObservationRule() {}

    /** The observation that a result is, or nothing when the round did not run. */
    public static Optional<Observation> observe(ProbeResult result, JudgingRule rule) {
        return verdict(result, rule).map(verdict -> new Observation(result.startedAt(), result.interval(), verdict));
    }

    private static Optional<Verdict> verdict(ProbeResult result, JudgingRule rule) {
        return switch (result.outcome()) {
            case RESPONDED, REFUSED -> Optional.of(within(result, rule) ? Verdict.GOOD : Verdict.POOR);
            case UNREACHABLE -> Optional.of(Verdict.BAD);
            case BLIND -> Optional.of(Verdict.BLIND);
            case SKIPPED -> Optional.empty();
        };
    }

    /** A refusal shows connectivity and says nothing about loss or delay of the path's answered packets. */
    private static boolean within(ProbeResult result, JudgingRule rule) {
        return result.outcome() == Outcome.REFUSED
                || (lossWithin(result, rule.lossThreshold()) && medianWithin(result, rule.rttThreshold()));
    }

    private static boolean lossWithin(ProbeResult result, double threshold) {
        OptionalDouble loss = result.measure(Metric.ROUND_TRIP_LOSS_RATIO);
        return loss.isEmpty() || loss.getAsDouble() <= threshold;
    }

    private static boolean medianWithin(ProbeResult result, Duration threshold) {
        OptionalDouble median = result.measure(Metric.RTT_MEDIAN_SECONDS);
        if (median.isPresent()) {
            return median.getAsDouble() <= threshold.toNanos() / NANOS_PER_SECOND;
        }
        List<Duration> sorted = result.roundTripTimes().stream().sorted().toList();
        return sorted.isEmpty() || sorted.get((sorted.size() - 1) / 2).compareTo(threshold) <= 0;
    }
}
