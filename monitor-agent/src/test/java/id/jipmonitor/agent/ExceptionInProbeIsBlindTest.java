package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
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
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise: an exception in a probe is BLIND, never UNREACHABLE; and what surrounds it goes on. */
class ExceptionInProbeIsBlindTest {
    private static final ProbeSpec SPEC = new ProbeSpec(
            new ProbeId("p-1"),
            "127.0.0.1",
            new Cadence.Every(Duration.ofSeconds(5)),
            Duration.ofSeconds(1),
            new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64));

    private final List<ProbeResult> results = new CopyOnWriteArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final SelfViewer viewer = new SelfViewer(
            new SelfViewSettings(Optional.of("lo"), false, List.of(), Duration.ofMinutes(5), Duration.ofSeconds(10)),
            (target, waitingTime) -> true,
            () -> new SelfViewer.Load(0, 0, Optional.empty()),
            InstantSource.fixed(SpoolFixture.NOW),
            System::nanoTime);

    @AfterEach
    void close() {
        viewer.close();
    }

    @Test
    void probeThatThrows_everyRound_isBlindWithTheExceptionsName() throws Exception {
        Rounds rounds = rounds(1_000);
        rounds.apply(new Assignment(new AgentId("agent-1"), List.of(SPEC)));
        rounds.run(SPEC, false);
        rounds.run(SPEC, false);

        assertThat(results).hasSize(2).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.BLIND);
            assertThat(result.reason())
                    .isEqualTo(new Reason(Cause.PROBE_EXCEPTION, "java.lang.IllegalStateException: off by one"));
            assertThat(result.interval()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    void round_aboveTheOwnersCap_isSkippedAndNotRun() throws Exception {
        Rounds rounds = rounds(9);
        rounds.apply(new Assignment(new AgentId("agent-1"), List.of(SPEC)));
        rounds.run(SPEC, false);
        rounds.run(SPEC, false);

        assertThat(results).extracting(ProbeResult::outcome).containsExactly(Outcome.BLIND, Outcome.SKIPPED);
        assertThat(results.get(1).reason())
                .isEqualTo(new Reason(Cause.CAP_REACHED, "limits per target: 9 packets/s, 1000000 bit/s"));
    }

    @Test
    void extraRound_aboveTheOwnersCap_isNoResultAtAll() throws Exception {
        Rounds rounds = rounds(9);
        rounds.apply(new Assignment(new AgentId("agent-1"), List.of(SPEC)));

        assertThat(rounds.run(SPEC, true)).contains(Outcome.BLIND);
        assertThat(rounds.run(SPEC, true)).isEmpty();
        assertThat(results).hasSize(1);
    }

    @Test
    void probe_thatIsNoLongerAssigned_isClosedAndDoesNotRun() throws Exception {
        Rounds rounds = rounds(1_000);
        rounds.apply(new Assignment(new AgentId("agent-1"), List.of(SPEC)));
        rounds.apply(new Assignment(new AgentId("agent-1"), List.of()));
        rounds.run(SPEC, false);

        assertThat(closed).hasValue(1);
        assertThat(results).isEmpty();
    }

    @Test
    void once_probeThatThrows_isBlindToo() throws Exception {
        assertThat(rounds(1_000).once(SPEC, RoundTrace.NONE).outcome()).isEqualTo(Outcome.BLIND);
        assertThat(closed).hasValue(1);
    }

    private Rounds rounds(int packetsPerSecond) {
        ProbeLimits limits = new ProbeLimits(List.of(), packetsPerSecond, 100_000, 1_000_000, 10_000_000);
        return new Rounds(
                _ -> new Throwing(),
                new TrafficCaps(limits, System::nanoTime),
                viewer,
                (result, view) -> results.add(result),
                InstantSource.fixed(SpoolFixture.NOW),
                System::nanoTime);
    }

    private final class Throwing implements Probe {
        @Override
        public ProbeResult run(Round round) {
            throw new IllegalStateException("off by one");
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
