package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.selfview.SelfViewSettings;
import id.jipmonitor.agent.selfview.SelfViewer;
import id.jipmonitor.agent.spool.SpoolFixture;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Promise: silence that an agent without sight met is BLIND; with sight it stays UNREACHABLE. */
class SilenceWithoutSightIsBlindTest {
    private static final ProbeSpec SPEC = new ProbeSpec(
            new ProbeId("p-1"),
            "127.0.0.1",
            new Cadence.Every(Duration.ofSeconds(5)),
            Duration.ofSeconds(1),
            new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64));

    private final List<ProbeResult> results = new CopyOnWriteArrayList<>();

    @Test
    void silence_whileTheOwnInterfaceIsAbsent_isBlind() throws Exception {
        ProbeResult result = silence("absent0", "anchor-1", true);

        assertThat(result.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(result.reason()).isEqualTo(Reason.of(Cause.SELF_INTERFACE_DOWN));
    }

    @Test
    void silence_whileNoAnchorAnswers_isBlind() throws Exception {
        ProbeResult result = silence("lo", "anchor-1", false);

        assertThat(result.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(result.reason()).isEqualTo(new Reason(Cause.SELF_ANCHORS_SILENT, "0 of 1 anchors"));
    }

    @Test
    void silence_whileAnAnchorAnswers_staysUnreachable() throws Exception {
        ProbeResult result = silence("lo", "anchor-1", true);

        assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(result.reason()).isEqualTo(Reason.of(Cause.TIMEOUT));
    }

    /** One round that meets silence, seen by an agent with that interface and that anchor. */
    private ProbeResult silence(String networkInterface, String anchor, boolean anchorAnswers) throws Exception {
        SelfViewSettings settings = new SelfViewSettings(
                Optional.of(networkInterface), false, List.of(anchor), Duration.ofMinutes(5), Duration.ofSeconds(10));
        ProbeLimits limits = new ProbeLimits(List.of(), 1_000, 100_000, 1_000_000, 10_000_000);
        try (SelfViewer viewer = new SelfViewer(
                        settings,
                        (target, waitingTime) -> anchorAnswers,
                        () -> new SelfViewer.Load(0, 0, Optional.empty()),
                        InstantSource.fixed(SpoolFixture.NOW),
                        System::nanoTime);
                Rounds rounds = new Rounds(
                        _ -> new Silent(),
                        new TrafficCaps(limits, System::nanoTime),
                        viewer,
                        (result, view) -> results.add(result),
                        InstantSource.fixed(SpoolFixture.NOW),
                        System::nanoTime)) {
            rounds.apply(new Assignment(new AgentId("agent-1"), List.of(SPEC)));
            rounds.run(SPEC, false);
            await().atMost(Duration.ofSeconds(20)).until(() -> !results.isEmpty());
        }
        return results.getFirst();
    }

    private static final class Silent implements Probe {
        @Override
        public ProbeResult run(Round round) {
            return new ProbeResult(
                    SPEC.probe(),
                    round.startedAt(),
                    round.monotonicNanos(),
                    SPEC.cadence().interval(),
                    Outcome.UNREACHABLE,
                    Reason.of(Cause.TIMEOUT),
                    new Packets("icmp-echo/56", 5, Duration.ofMinutes(1)),
                    TimestampQuality.KERNEL,
                    false,
                    List.of(),
                    List.of());
        }

        @Override
        public void close() {}
    }
}
