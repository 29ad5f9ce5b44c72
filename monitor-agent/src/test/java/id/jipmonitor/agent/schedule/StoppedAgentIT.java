package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent that is stopped by the system for ninety seconds, as by a hypervisor that moves its machine. */
class StoppedAgentIT {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration STOP = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InstantSource CLOCK = InstantSource.system();

    private final AtomicInteger connections = new AtomicInteger();

    @TempDir
    private Path directory;

    @Test
    void agent_stoppedAndContinued_skipsWithTheCauseAndKeepsItsPhase() throws Exception {
        Instant stopped;
        Instant continued;
        ProbeSpec probe;
        AgentProgram program;
        try (ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> count(target));
            probe = AgentProgram.probe("steady", new Cadence.Every(INTERVAL), target.getLocalPort());
            program = new AgentProgram(directory, List.of(probe));
            Process agent = program.start(Map.of());
            try {
                awaitConnections(3);
                stopped = CLOCK.instant();
                signal("STOP", agent);
                assertThat(agent.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS))
                        .as("the agent ended")
                        .isFalse();
                continued = CLOCK.instant();
                signal("CONT", agent);
                awaitConnections(connections.get() + 4);
                agent.destroy();
                assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                agent.destroyForcibly().waitFor();
            }
        }
        check(probe, program.results(), stopped, continued);
    }

    private static void check(ProbeSpec probe, List<ProbeResult> results, Instant stopped, Instant continued) {
        String told = results.stream()
                .map(each -> each.startedAt() + " " + each.outcome() + " " + each.reason())
                .collect(Collectors.joining("\n"));
        List<ProbeResult> ran = outcomes(results, each -> each != Outcome.SKIPPED);
        List<ProbeResult> skipped = outcomes(results, each -> each == Outcome.SKIPPED);

        assertThat(ran).as(told).extracting(each -> cycle(probe, each)).doesNotHaveDuplicates();
        assertThat(ran)
                .as(told)
                .allSatisfy(each -> assertThat(sinceDue(probe, each)).isLessThanOrEqualTo(INTERVAL.dividedBy(2)));
        assertThat(ran)
                .as(told)
                .noneMatch(each -> each.startedAt().isAfter(stopped.plus(INTERVAL))
                        && each.startedAt().isBefore(continued));
        assertThat(skipped).as(told).anyMatch(each -> each.startedAt().isAfter(continued));
        assertThat(skipped).extracting(each -> each.reason().cause()).containsOnly(Cause.MISFIRE);
        long cycles = cycle(probe, ran.getLast()) - cycle(probe, ran.getFirst()) + 1;
        assertThat(ran.size()
                        + skipped.stream().mapToInt(AgentProgram::roundsOf).sum())
                .as(told)
                .isEqualTo((int) cycles);
    }

    private static List<ProbeResult> outcomes(List<ProbeResult> results, Predicate<Outcome> which) {
        return results.stream().filter(each -> which.test(each.outcome())).toList();
    }

    /** Which of the probe's cycles a round began in. */
    private static long cycle(ProbeSpec probe, ProbeResult result) {
        return Math.floorDiv(sincePhase(probe, result), INTERVAL.toMillis());
    }

    private static Duration sinceDue(ProbeSpec probe, ProbeResult result) {
        return Duration.ofMillis(Math.floorMod(sincePhase(probe, result), INTERVAL.toMillis()));
    }

    private static long sincePhase(ProbeSpec probe, ProbeResult result) {
        return result.startedAt().toEpochMilli()
                - Spread.phase(probe.probe(), probe.cadence()).toMillis();
    }

    private static void signal(String name, Process agent) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(agent.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private void awaitConnections(int least) {
        await().atMost(PATIENCE).until(() -> connections.get() >= least);
    }

    private void count(ServerSocket target) {
        while (!target.isClosed()) {
            try {
                target.accept().close();
                connections.incrementAndGet();
            } catch (IOException closed) {
                // The loop ends with the target.
            }
        }
    }
}
