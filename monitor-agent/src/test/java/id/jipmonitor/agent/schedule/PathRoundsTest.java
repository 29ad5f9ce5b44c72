package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A ping every 10 s and an hourly path to one target, on virtual time: the plans of two cadences and what joins them. */
class PathRoundsTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Cadence OFTEN = new Cadence.Every(INTERVAL);
    private static final ProbeId PATH = new ProbeId("path-1");
    private static final ProbeSpec PATH_SPEC = new ProbeSpec(
            PATH,
            "127.0.0.1",
            new Cadence.Every(Duration.ofHours(1)),
            Duration.ofSeconds(1),
            new ProbeSettings.Path(8, 2, new ProbeSettings.Path.Echo(56)));
    private static final ProbeSpec PING_SPEC = new ProbeSpec(
            new ProbeId("ping-1"),
            "127.0.0.1",
            OFTEN,
            Duration.ofSeconds(1),
            new ProbeSettings.Icmp(1, Duration.ofMillis(200), 56, 0, false, 64));

    private final VirtualTimer timer = new VirtualTimer();
    private final RecordingRunner runner = new RecordingRunner();
    private final Set<ProbeId> running = CadencePlan.noneRunning();
    private final PathRounds paths = new PathRounds(List.of(PING_SPEC, PATH_SPEC), timer, runner, running);
    private final CadencePlan pings = new CadencePlan(OFTEN, List.of(PING_SPEC), timer, runner, running, paths);

    @Test
    void connectivityLost_theWayIsTracedAtOnce_asAnExtraRound() {
        Collections.addAll(runner.findings, Outcome.RESPONDED, Outcome.UNREACHABLE);
        cycles(2);

        assertThat(runner.ran).startsWith(PING_SPEC.probe(), PING_SPEC.probe(), PATH);
        assertThat(runner.extras).startsWith(false, false, true);
    }

    @Test
    void connectivityStays_theWayIsNotTraced() {
        cycles(20);

        assertThat(runner.ran).hasSize(20).containsOnly(PING_SPEC.probe());
    }

    @Test
    void targetThatComesAndGoes_isTracedOnceAMinute() {
        boolean connected = true;
        for (int second = 0; second < 599; second++) {
            connected = !connected;
            paths.changed(PING_SPEC, connected);
            timer.advance(Duration.ofSeconds(1));
        }
        assertThat(runner.ran).hasSize(10).containsOnly(PATH);
    }

    @Test
    void regularRoundUnderWay_isTheOnlyOne() {
        running.add(PATH);
        paths.changed(PING_SPEC, false);
        timer.advance(INTERVAL);

        assertThat(runner.ran).isEmpty();
        assertThat(runner.skipped).isEmpty();
        assertThat(running).containsExactly(PATH);
    }

    @Test
    void cancelled_startsNothingMore() {
        paths.changed(PING_SPEC, false);
        paths.cancel();
        timer.advance(INTERVAL);

        assertThat(runner.ran).isEmpty();
    }

    @Test
    void roundEnded_isNoLongerRunning() {
        paths.changed(PING_SPEC, false);
        timer.advance(INTERVAL);

        assertThat(running).isEmpty();
    }

    private void cycles(int count) {
        for (int i = 0; i < count; i++) {
            timer.advance(INTERVAL);
            pings.fire(Duration.ZERO);
        }
        timer.advance(INTERVAL);
    }
}
