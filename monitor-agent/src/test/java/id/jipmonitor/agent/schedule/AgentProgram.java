package id.jipmonitor.agent.schedule;

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
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.DataSize;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An agent as a program of its own, with a kept assignment and no server; its results stay in its spool. */
final class AgentProgram {
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final Pattern MISSED = Pattern.compile("(\\d+) rounds not started");
    private static final InstantSource CLOCK = InstantSource.system();

    private final Path directory;

    /**
     * @param directory empty, its own
     * @param probes what it is to do
     */
    AgentProgram(Path directory, List<ProbeSpec> probes) throws IOException {
        this.directory = directory;
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
        Files.writeString(directory.resolve("assignment.yaml"), AssignmentWriter.write(new Assignment(AGENT, probes)));
    }

    /** A probe that connects to a port of this host. */
    static ProbeSpec probe(String name, Cadence cadence, int port) {
        return new ProbeSpec(
                new ProbeId(name),
                "127.0.0.1",
                cadence,
                Duration.ofSeconds(1),
                new ProbeSettings.Tcp(port, Optional.empty(), Optional.empty(), true));
    }

    /** @param environment variables beside those of this program */
    Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder program = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentMain.class.getName(),
                        "run",
                        "--config",
                        directory.resolve("agent.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile());
        program.environment().putAll(environment);
        return program.start();
    }

    /** What is in the spool, in order; after the program's end. */
    List<ProbeResult> results() {
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

    /** How many rounds a result of a round that did not run stands for. */
    static int roundsOf(ProbeResult skipped) {
        Matcher missed = MISSED.matcher(skipped.reason().detail());
        return missed.matches() ? Integer.parseInt(missed.group(1)) : 1;
    }
}
