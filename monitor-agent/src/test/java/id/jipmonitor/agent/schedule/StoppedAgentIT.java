package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.AgentMain;
import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.agent.spool.StoredBatch;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.AssignmentWriter;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.DataSize;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent that is stopped by the system for ten intervals, as by a hypervisor that moves its machine. */
class StoppedAgentIT {
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration STOP = INTERVAL.multipliedBy(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern MISSED = Pattern.compile("(\\d+) rounds not started");
    private static final InstantSource CLOCK = InstantSource.system();

    private final AtomicInteger connections = new AtomicInteger();

    @TempDir
    private Path directory;

    @Test
    void agent_stoppedAndContinued_skipsWithTheCauseAndKeepsItsPhase() throws Exception {
        Instant stopped;
        Instant continued;
        ProbeSpec probe;
        try (ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> count(target));
            probe = prepare(target.getLocalPort());
            Process agent = start();
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
        check(probe, results(), stopped, continued);
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
                        + skipped.stream().mapToInt(StoppedAgentIT::rounds).sum())
                .as(told)
                .isEqualTo((int) cycles);
    }

    private static List<ProbeResult> outcomes(List<ProbeResult> results, Predicate<Outcome> which) {
        return results.stream().filter(each -> which.test(each.outcome())).toList();
    }

    /** How many rounds a SKIPPED stands for. */
    private static int rounds(ProbeResult skipped) {
        Matcher missed = MISSED.matcher(skipped.reason().detail());
        return missed.matches() ? Integer.parseInt(missed.group(1)) : 1;
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

    private List<ProbeResult> results() {
        SpoolSettings settings = new SpoolSettings(DataSize.ofMebibytes(64), Duration.ofDays(1));
        List<ProbeResult> all = new ArrayList<>();
        try (Spool spool = Spool.open(directory, settings, AGENT, CLOCK)) {
            Optional<StoredBatch> next = spool.firstFrom(1);
            while (next.isPresent()) {
                all.addAll(next.get().batch().results());
                next = spool.firstFrom(next.get().batch().lastNumber() + 1);
            }
        }
        return all;
    }

    /** Certificates, settings and a kept assignment; there is no server. */
    private ProbeSpec prepare(int port) throws IOException {
        CertificateAuthority authority = CertificateAuthority.create("Test", CLOCK.instant());
        authority.write(directory.resolve("ca.pem"), directory.resolve("ca.key"));
        authority
                .issueAgent(AGENT, CLOCK.instant())
                .write(directory.resolve("agent.pem"), directory.resolve("agent.key"), false);
        Files.writeString(directory.resolve("agent.yaml"), """
                agent: agent-1
                data_directory: .
                uplink:
                  servers: ["127.0.0.1:1"]
                  tls: {certificate: agent.pem, key: agent.key, authorities: ca.pem}
                limits: {allowed_targets: [127.0.0.0/8]}
                self_view: {gateway: false}
                """);
        ProbeSpec probe = new ProbeSpec(
                new ProbeId("steady"),
                "127.0.0.1",
                new Cadence.Every(INTERVAL),
                Duration.ofSeconds(1),
                new ProbeSettings.Tcp(port, Optional.empty(), Optional.empty(), true));
        Files.writeString(
                directory.resolve("assignment.yaml"), AssignmentWriter.write(new Assignment(AGENT, List.of(probe))));
        return probe;
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentMain.class.getName(),
                        "run",
                        "--config",
                        directory.resolve("agent.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
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
