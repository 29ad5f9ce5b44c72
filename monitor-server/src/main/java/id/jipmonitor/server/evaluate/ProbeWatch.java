package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.server.evaluate.LinkStatus.LastRound;
import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.timeline.ObservationRule;
import id.jipmonitor.server.timeline.TimelineBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What the evaluation keeps of one probe: its timeline, its newest round, and of a path probe the ways. */
final class ProbeWatch {
    private static final double NANOS_PER_SECOND = 1e9;

    private final WatchedProbe probe;
    private final JudgingRule rule;
    private final TimelineBuilder builder;
    private final PathLog paths = new PathLog();
    private @Nullable ProbeResult newest;

    ProbeWatch(WatchedProbe probe, JudgingRule rule) {
        this.probe = probe;
        this.rule = rule;
        this.builder = new TimelineBuilder(rule);
    }

    /** Takes a round; whether it told of a way that was not known. */
    boolean add(ProbeResult result) {
        if (newest == null || result.startedAt().isAfter(newest.startedAt())) {
            newest = result;
        }
        if (probe.judges()) {
            ObservationRule.observe(result, rule).ifPresent(builder::add);
        }
        return tellsPath() && paths.add(result);
    }

    boolean tellsPath() {
        return probe.spec().settings() instanceof ProbeSettings.Path;
    }

    PathLog paths() {
        return paths;
    }

    WatchedProbe probe() {
        return probe;
    }

    TimelineBuilder builder() {
        return builder;
    }

    Optional<LastRound> lastRound() {
        return Optional.ofNullable(newest)
                .map(round -> new LastRound(
                        round.probe(),
                        round.startedAt(),
                        round.outcome(),
                        round.measure(Metric.ROUND_TRIP_LOSS_RATIO),
                        median(round)));
    }

    private static OptionalDouble median(ProbeResult round) {
        OptionalDouble measured = round.measure(Metric.RTT_MEDIAN_SECONDS);
        if (measured.isPresent()) {
            return measured;
        }
        List<Duration> sorted = round.roundTripTimes().stream().sorted().toList();
        return sorted.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(sorted.get((sorted.size() - 1) / 2).toNanos() / NANOS_PER_SECOND);
    }
}
