package id.jipmonitor.lab.network;

import id.jipmonitor.agent.AgentMain;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.AssignmentWriter;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The inner program of {@link OwnTroubleIsNeverDownIT}: a whole agent in a namespace of its own behind a gateway, and one
 * trouble after the other, the target's first and then the agent's own. Writes when each began and ended.
 *
 * <pre>
 *   agent 10.93.0.2 ---- 10.93.0.1 gateway, and behind it the target 10.93.1.1 and the anchors 10.93.2.1 and 10.93.2.2
 * </pre>
 */
public final class TroubledSite {
    static final AgentId AGENT = new AgentId("agent-site");

    private static final InstantSource CLOCK = InstantSource.system();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SETTINGS = """
            agent: agent-site
            data_directory: .
            uplink:
              servers: ["127.0.0.1:1"]
              tls: {certificate: agent.pem, key: agent.key, authorities: ca.pem}
            limits: {allowed_targets: [10.93.0.0/16]}
            self_view: {gateway: true, anchors: [10.93.2.1, 10.93.2.2], interval: 1 s}
            """;

    private final Path directory;
    private final List<String> episodes = new ArrayList<>();

    private TroubledSite(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Enclosure.settle();
        new TroubledSite(Path.of(arguments[0])).run();
    }

    private void run() throws IOException, InterruptedException {
        NetworkNamespace site = network();
        prepare();
        Process agent = new ProcessBuilder(site.wrap(Enclosure.javaCommand(
                        AgentMain.class,
                        List.of(
                                "run",
                                "--config",
                                directory.resolve("agent.yaml").toString()))))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("agent.log").toFile())
                .start();
        awaitStart(agent);
        pass(agent, 5);

        Command.run("nft", "add", "table", "ip", "trouble");
        Command.run("nft", "add", "chain", "ip", "trouble", "in", "{ type filter hook input priority 0; }");
        episode(
                "target",
                agent,
                6,
                () -> Command.run("nft", "add", "rule", "ip", "trouble", "in", "ip", "daddr", "10.93.1.1", "drop"),
                () -> Command.run("nft", "delete", "table", "ip", "trouble"));
        episode(
                "uplink",
                agent,
                6,
                () -> Command.run("ip", "link", "set", "hub", "down"),
                () -> Command.run("ip", "link", "set", "hub", "up"));
        episode("stop", agent, 20, () -> signal("STOP", agent), () -> signal("CONT", agent));
        List<Process> busy = new ArrayList<>();
        episode("starved", agent, 10, () -> starve(agent, busy), () -> busy.forEach(Process::destroyForcibly));

        agent.destroy();
        if (!agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("agent: expected to end. Found: it runs");
        }
        Files.write(directory.resolve("episodes"), episodes);
        System.exit(0);
    }

    private static NetworkNamespace network() {
        NetworkNamespace site = NetworkNamespace.create("site");
        site.run("ip", "link", "add", "uplink", "type", "veth", "peer", "name", "hub");
        site.run("ip", "link", "set", "hub", "netns", "1");
        site.run("ip", "addr", "add", "10.93.0.2/24", "dev", "uplink");
        site.run("ip", "link", "set", "uplink", "up");
        Command.run("ip", "addr", "add", "10.93.0.1/24", "dev", "hub");
        Command.run("ip", "link", "set", "hub", "up");
        site.run("ip", "route", "add", "default", "via", "10.93.0.1");
        for (String address : List.of("10.93.1.1/32", "10.93.2.1/32", "10.93.2.2/32")) {
            Command.run("ip", "addr", "add", address, "dev", "lo");
        }
        return site;
    }

    /** Certificates, settings and a kept assignment; there is no server. */
    private void prepare() throws IOException {
        CertificateAuthority authority = CertificateAuthority.create("Test", CLOCK.instant());
        authority.write(directory.resolve("ca.pem"), directory.resolve("ca.key"));
        authority
                .issueAgent(AGENT, CLOCK.instant())
                .write(directory.resolve("agent.pem"), directory.resolve("agent.key"), false);
        Files.writeString(directory.resolve("agent.yaml"), SETTINGS);
        ProbeSpec probe = new ProbeSpec(
                new ProbeId("target"),
                "10.93.1.1",
                new Cadence.Every(Duration.ofSeconds(1)),
                Duration.ofMillis(500),
                new ProbeSettings.Icmp(2, Duration.ofMillis(50), 56, 0, false, 64));
        Files.writeString(
                directory.resolve("assignment.yaml"), AssignmentWriter.write(new Assignment(AGENT, List.of(probe))));
    }

    /** There is no server, and the agent says so as soon as all of it runs. */
    private void awaitStart(Process agent) throws IOException, InterruptedException {
        Path log = directory.resolve("agent.log");
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains("not connected to 127.0.0.1:1")) {
            pass(agent, 1);
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("agent: expected to start. Found: " + Files.readString(log));
            }
        }
    }

    private void episode(String name, Process agent, long seconds, Runnable begin, Runnable end)
            throws IOException, InterruptedException {
        String from = CLOCK.instant().toString();
        begin.run();
        pass(agent, seconds);
        end.run();
        episodes.add(name + " " + from + " " + CLOCK.instant());
        pass(agent, 5);
    }

    /** Time passes while the agent runs. */
    private void pass(Process agent, long seconds) throws IOException, InterruptedException {
        if (agent.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "agent: expected to run. Found: " + Files.readString(directory.resolve("agent.log")));
        }
    }

    private static void signal(String name, Process agent) {
        Command.run("kill", "-" + name, Long.toString(agent.pid()));
    }

    /** Everything else comes first, and there is more of it than cores. */
    private void starve(Process agent, List<Process> busy) {
        Command.run("sh", "-c", "renice -n 19 -p $(ls /proc/" + agent.pid() + "/task)");
        IntStream.range(0, 6 * Runtime.getRuntime().availableProcessors()).forEach(_ -> {
            try {
                busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
