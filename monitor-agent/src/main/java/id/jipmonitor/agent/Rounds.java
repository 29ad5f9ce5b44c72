package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.schedule.RoundRunner;
import id.jipmonitor.agent.selfview.BlindRule;
import id.jipmonitor.agent.selfview.SelfViewer;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probes of the assignment, open: runs a round, judges it by the self-view, hands the result on. Whatever a probe
 * throws is BLIND.
 */
final class Rounds implements RoundRunner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /** Where results go. */
    interface Sink {
        void accept(ProbeResult result, SelfView view);
    }

    private final Function<ProbeSpec, Probe> opener;
    private final TrafficCaps caps;
    private final SelfViewer viewer;
    private final Sink sink;
    private final InstantSource wallClock;
    private final LongSupplier nanoClock;
    private final Map<ProbeSpec, Probe> open = new ConcurrentHashMap<>();
    private final ExecutorService judging = Executors.newVirtualThreadPerTaskExecutor();

    Rounds(
            Function<ProbeSpec, Probe> opener,
            TrafficCaps caps,
            SelfViewer viewer,
            Sink sink,
            InstantSource wallClock,
            LongSupplier nanoClock) {
        this.opener = opener;
        this.caps = caps;
        this.viewer = viewer;
        this.sink = sink;
        this.wallClock = wallClock;
        this.nanoClock = nanoClock;
    }

    /** Opens what is new and closes what is gone; a probe that stays as it is keeps its sockets and its memory. */
    void apply(Assignment assignment) {
        Set<ProbeSpec> wanted = new HashSet<>(assignment.probes());
        for (ProbeSpec spec : assignment.probes()) {
            open.computeIfAbsent(spec, opener);
        }
        List<ProbeSpec> gone =
                open.keySet().stream().filter(each -> !wanted.contains(each)).toList();
        gone.forEach(this::close);
    }

    @Override
    public Optional<Outcome> run(ProbeSpec spec, boolean extra) throws InterruptedException {
        Probe probe = open.get(spec);
        if (probe == null) {
            return Optional.empty();
        }
        Optional<String> cap = caps.refuse(spec);
        if (cap.isPresent()) {
            if (!extra) {
                skip(spec, new Reason(Cause.CAP_REACHED, cap.get()));
            }
            return Optional.empty();
        }
        ProbeResult result =
                result(spec, probe, new Round(wallClock.instant(), nanoClock.getAsLong(), RoundTrace.NONE));
        judge(result);
        return Optional.of(result.outcome());
    }

    @Override
    public void skip(ProbeSpec spec, Reason reason) {
        long now = nanoClock.getAsLong();
        Round round = new Round(wallClock.instant(), now, RoundTrace.NONE);
        sink.accept(without(spec, round, Outcome.SKIPPED, reason), viewer.view(now));
    }

    /** One round of a probe, judged like every other; for a person who watches it. */
    ProbeResult once(ProbeSpec spec, RoundTrace trace) throws InterruptedException {
        try (Probe probe = opener.apply(spec)) {
            Round round = new Round(wallClock.instant(), nanoClock.getAsLong(), trace);
            return judged(result(spec, probe, round)).result();
        }
    }

    /** Closes every probe; silences that are being judged have 4 s to come to their end. */
    @Override
    public void close() {
        List.copyOf(open.keySet()).forEach(this::close);
        judging.shutdown();
        try {
            if (!judging.awaitTermination(4, TimeUnit.SECONDS)) {
                judging.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProbeResult result(ProbeSpec spec, Probe probe, Round round) throws InterruptedException {
        try {
            return probe.run(round);
        } catch (RuntimeException failure) {
            // A monitor's own failure is BLIND, whatever it is; the log has the trace for its author.
            LOG.error("probe {} failed", spec.probe(), failure);
            Reason reason =
                    new Reason(Cause.PROBE_EXCEPTION, failure.getClass().getName() + ": " + failure.getMessage());
            return without(spec, round, Outcome.BLIND, reason);
        }
    }

    /** A silence waits for a fresh look around, on a thread of its own, so that the probe's next round is not late. */
    private void judge(ProbeResult result) throws InterruptedException {
        if (result.outcome() == Outcome.UNREACHABLE) {
            judging.execute(() -> {
                try {
                    deliver(judged(result));
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
            });
        } else {
            deliver(judged(result));
        }
    }

    private void deliver(Judged judged) {
        sink.accept(judged.result(), judged.view());
    }

    private record Judged(ProbeResult result, SelfView view) {}

    private Judged judged(ProbeResult result) throws InterruptedException {
        long since = result.monotonicNanos();
        ProbeResult marked = viewer.stalledSince(since) ? stalled(result) : result;
        SelfView view = marked.outcome() == Outcome.UNREACHABLE ? viewer.freshView(since) : viewer.view(since);
        return new Judged(BlindRule.judge(marked, view), view);
    }

    private static ProbeResult stalled(ProbeResult result) {
        return new ProbeResult(
                result.probe(),
                result.startedAt(),
                result.monotonicNanos(),
                result.interval(),
                result.outcome(),
                result.reason(),
                result.packets(),
                result.timestampQuality(),
                true,
                result.roundTripTimes(),
                result.measures());
    }

    private static ProbeResult without(ProbeSpec spec, Round round, Outcome outcome, Reason reason) {
        return new ProbeResult(
                spec.probe(),
                round.startedAt(),
                round.monotonicNanos(),
                spec.cadence().interval(),
                outcome,
                reason,
                new Packets(spec.settings().typeName(), 0, Duration.ZERO),
                TimestampQuality.NONE,
                false,
                List.of(),
                List.of());
    }

    private void close(ProbeSpec spec) {
        Probe gone = open.remove(spec);
        if (gone != null) {
            gone.close();
        }
    }
}
