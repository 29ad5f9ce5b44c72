package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.schedule.RecordingRunner.Skip;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rounds of one cadence on virtual time. */
class CadencePlanTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Cadence CADENCE = new Cadence.Every(INTERVAL);

    private final VirtualTimer timer = new VirtualTimer();
    private final RecordingRunner runner = new RecordingRunner();
    private final Set<ProbeId> running = CadencePlan.noneRunning();

    @Test
    void firings_oneAfterAnother_runEachProbeOncePerCycle() {
        CadencePlan plan = plan(probes(20));
        for (int cycle = 0; cycle < 3; cycle++) {
            timer.advance(INTERVAL);
            plan.fire(Duration.ZERO);
        }
        timer.advance(INTERVAL);

        assertThat(runner.ran).hasSize(60);
        assertThat(runner.skipped).isEmpty();
    }

    @Test
    void pauseOfNinetySeconds_thenFirings_skipsAndNeverBursts() {
        CadencePlan plan = plan(probes(20));
        timer.advance(INTERVAL);
        plan.fire(Duration.ZERO);
        timer.advance(Duration.ofSeconds(5));
        int before = runner.ran.size();

        timer.pause(Duration.ofSeconds(90));
        int lateOnes = runner.skipped.size();
        assertThat(runner.ran).as("rounds started late").hasSize(before);
        assertThat(before + lateOnes).isEqualTo(20);

        plan.fire(Duration.ZERO);
        plan.fire(Duration.ZERO);
        timer.advance(INTERVAL);

        assertThat(runner.ran).as("one cycle, not ten").hasSize(before + 20);
        assertThat(runner.skipped.subList(lateOnes, runner.skipped.size()))
                .hasSize(20)
                .extracting(Skip::reason)
                .containsOnly(new Reason(Cause.MISFIRE, "9 rounds not started"));
    }

    @Test
    void lateFiring_withinTolerance_keepsThePhases() {
        ProbeSpec probe = probe("late-1");
        Duration phase = Spread.phase(probe.probe(), CADENCE);
        CadencePlan plan = plan(List.of(probe));
        timer.advance(INTERVAL.plusMillis(300));
        plan.fire(Duration.ofMillis(300));

        timer.advance(phase.minusMillis(301));
        assertThat(runner.ran).isEmpty();
        timer.advance(Duration.ofMillis(1));
        assertThat(runner.ran).hasSize(1);
    }

    @Test
    void round_whilePredecessorRuns_isSkippedAsStillRunning() {
        ProbeSpec probe = probe("slow-1");
        CadencePlan plan = plan(List.of(probe));
        running.add(probe.probe());
        timer.advance(INTERVAL);
        plan.fire(Duration.ZERO);
        timer.advance(INTERVAL);

        assertThat(runner.ran).isEmpty();
        assertThat(runner.skipped).containsExactly(new Skip(probe.probe(), Reason.of(Cause.STILL_RUNNING)));
    }

    @Test
    void enter_inTheMiddleOfACycle_runsOnlyTheRest() {
        List<ProbeSpec> probes = probes(20);
        long rest = probes.stream()
                .filter(each -> Spread.phase(each.probe(), CADENCE).toMillis() >= 4_000)
                .count();
        plan(probes).enter(Duration.ofSeconds(4));
        timer.advance(INTERVAL);

        assertThat(runner.ran).hasSize((int) rest).doesNotHaveDuplicates();
    }

    @Test
    void cancelled_plan_startsNothingMore() {
        CadencePlan plan = plan(probes(5));
        timer.advance(INTERVAL);
        plan.fire(Duration.ZERO);
        plan.cancel();
        timer.advance(INTERVAL);

        assertThat(runner.ran).isEmpty();
        assertThat(runner.skipped).isEmpty();
    }

    @Test
    void silent_untilWoken_isToldOncePerWake() {
        CadencePlan plan = plan(probes(1));
        timer.advance(Duration.ofSeconds(17));
        assertThat(plan.silent()).isTrue();
        plan.woken();
        assertThat(plan.silent()).isFalse();
    }

    @Test
    void connectivityLost_extraRoundsFollow_andTheRegularOneKeepsItsPhase() {
        CadencePlan plan = plan(List.of(probe("cut-1")));
        runner.findings.add(Outcome.RESPONDED);
        Collections.addAll(runner.findings, Outcome.UNREACHABLE, Outcome.UNREACHABLE, Outcome.UNREACHABLE);
        Collections.addAll(runner.findings, Outcome.UNREACHABLE, Outcome.UNREACHABLE, Outcome.UNREACHABLE);
        cycles(plan, 3);

        assertThat(runner.extras).containsExactly(false, false, true, true, true, true, false);
        assertThat(runner.skipped).isEmpty();
    }

    @Test
    void connectivityStays_noExtraRound() {
        cycles(plan(List.of(probe("well-1"))), 5);

        assertThat(runner.extras).hasSize(5).containsOnly(false);
    }

    @Test
    void extraRound_afterAPause_isLeftOutWithoutAWord() {
        CadencePlan plan = plan(List.of(probe("cut-1")));
        Collections.addAll(runner.findings, Outcome.RESPONDED, Outcome.UNREACHABLE);
        cycles(plan, 1);
        plan.fire(Duration.ZERO);
        timer.advance(Spread.phase(new ProbeId("cut-1"), CADENCE));
        int before = runner.ran.size();
        timer.pause(Duration.ofSeconds(90));

        assertThat(before).isEqualTo(2);
        assertThat(runner.ran).hasSize(before);
        assertThat(runner.skipped).isEmpty();
    }

    @Test
    void extraRound_ofACancelledPlan_doesNotRun() {
        CadencePlan plan = plan(List.of(probe("cut-1")));
        Collections.addAll(runner.findings, Outcome.RESPONDED, Outcome.UNREACHABLE);
        cycles(plan, 1);
        plan.fire(Duration.ZERO);
        timer.advance(Spread.phase(new ProbeId("cut-1"), CADENCE));
        plan.cancel();
        timer.advance(INTERVAL);

        assertThat(runner.extras).containsExactly(false, false);
    }

    private void cycles(CadencePlan plan, int count) {
        for (int i = 0; i < count; i++) {
            timer.advance(INTERVAL);
            plan.fire(Duration.ZERO);
        }
        timer.advance(INTERVAL);
    }

    private CadencePlan plan(List<ProbeSpec> probes) {
        return new CadencePlan(CADENCE, probes, timer, runner, running, new PathRounds(probes, timer, runner, running));
    }

    private static List<ProbeSpec> probes(int count) {
        return IntStream.range(0, count).mapToObj(i -> probe("p-" + i)).toList();
    }

    private static ProbeSpec probe(String id) {
        return new ProbeSpec(
                new ProbeId(id),
                "127.0.0.1",
                CADENCE,
                Duration.ofSeconds(1),
                new ProbeSettings.Icmp(1, Duration.ofMillis(200), 56, 0, false, 64));
    }
}
