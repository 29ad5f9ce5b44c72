package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.jipmonitor.lab.demo.Launcher;
import id.jipmonitor.lab.demo.Program;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.server.store.ResultLines;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A real server and a real agent as programs of their own, with settings, certificates and data in one directory, asked by the
 * commands that operators use. The agent probes one target under the names of several links.
 */
final class WholeSystem implements AutoCloseable {
    /** How long anything may take. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> SETTINGS = List.of("server.yaml", "agent.yaml", "rules.yaml", "network.yaml");
    private static final int LONGEST_TOOL_SECONDS = 60;

    private final Path directory;
    private final Launcher launcher =
            new Launcher(Path.of("..").toAbsolutePath().normalize());
    private final List<Program> started = new ArrayList<>();
    private int runs;

    WholeSystem(Path directory) {
        this.directory = directory;
    }

    /** What differs from test to test. */
    record Ports(int ingest, int relay, int target) {}

    /**
     * Makes certificates and settings.
     *
     * @param more appended to server.yaml
     */
    void prepare(Ports ports, int links, String more) throws IOException {
        Program.run(
                "init",
                launcher.server("init", "--dir", path("pki"), "--host", "localhost", "--agent", "agent-hub"),
                directory.resolve("init.log"),
                LONGEST_TOOL_SECONDS);
        Map<String, String> values = new HashMap<>();
        values.put("PKI", path("pki"));
        values.put("DATA", path("data"));
        values.put("INGEST", Integer.toString(ports.ingest()));
        values.put("RELAY", Integer.toString(ports.relay()));
        values.put("WEB", Integer.toString(freePort()));
        values.put("PAGE", Integer.toString(freePort()));
        values.put("TARGET", Integer.toString(ports.target()));
        Map<String, String> appended = Map.of("server.yaml", more, "network.yaml", links(links));
        for (String file : SETTINGS) {
            String text = resource(file);
            for (Map.Entry<String, String> each : values.entrySet()) {
                text = text.replace("@" + each.getKey() + "@", each.getValue());
            }
            Files.writeString(directory.resolve(file), text + appended.getOrDefault(file, ""));
        }
        Files.createDirectory(
                directory.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String links(int count) {
        StringBuilder links = new StringBuilder("links:\n");
        for (int i = 1; i <= count; i++) {
            links.append("  - {site: office, id: line-").append(i).append("}\n");
        }
        return links.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = WholeSystem.class.getResourceAsStream("/delivery/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Program server() throws IOException {
        return start("server", launcher.server("run", "--config", path("server.yaml")));
    }

    Program agent() throws IOException {
        return start("agent", launcher.agent("run", "--config", path("agent.yaml")));
    }

    /** Another program, which ends with the test. */
    Program start(String name, List<String> command) throws IOException {
        Program program = Program.start(name, command, directory.resolve(name + "-" + runs++ + ".log"));
        started.add(program);
        return program;
    }

    /** What a command of the server prints. */
    String tool(String name, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(name, "--config", path("server.yaml")));
        arguments.addAll(List.of(options));
        return Program.run(
                name,
                launcher.server(arguments.toArray(String[]::new)),
                directory.resolve(name + ".log"),
                LONGEST_TOOL_SECONDS);
    }

    /** Waits until the agent's ledger counts so many. */
    void awaitResults(long atLeast) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(LabException.class) // no state before the server has started for the first time
                .untilAsserted(() -> assertThat(received()).isGreaterThanOrEqualTo(atLeast));
    }

    /** Results that the ledger counts as received. */
    long received() throws IOException {
        return ledger().path("received").asLong();
    }

    private JsonNode ledger() throws IOException {
        return new JsonMapper()
                .readTree(tool("status", "--format", "json"))
                .path("ledgers")
                .path(0);
    }

    /** The promise: every number that was acknowledged is in the store, once, and the ledger has no hole. */
    void awaitEveryNumberStoredOnce() throws IOException {
        long acknowledged = await().atMost(PATIENCE).until(this::receivedWithoutHole, each -> each > 0);
        List<Sequence> stored = stored();
        assertThat(stored.stream().map(Sequence::boot).distinct())
                .as("the spool outlives kill -9")
                .hasSize(1);
        assertThat(stored).doesNotHaveDuplicates();
        // The agent goes on meanwhile, so of later ones there may be any.
        assertThat(stored.stream()
                        .map(Sequence::number)
                        .filter(each -> each <= acknowledged)
                        .sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, acknowledged).boxed().toList());
    }

    private long receivedWithoutHole() throws IOException {
        JsonNode ledger = ledger();
        return ledger.path("closed").asBoolean() ? ledger.path("received").asLong() : 0;
    }

    private List<Sequence> stored() throws IOException {
        Path file = directory.resolve("results.ndjson");
        Instant now = Instant.now();
        String from = now.minus(1, ChronoUnit.DAYS).toString();
        String to = now.plus(1, ChronoUnit.HOURS).toString();
        tool("export", "--from", from, "--to", to, "--output", file.toString());
        List<Sequence> found = new ArrayList<>();
        try (InputStream lines = Files.newInputStream(file)) {
            ResultLines.read(lines, each -> found.add(each.sequence()));
        }
        return found;
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        started.forEach(Program::close);
    }
}
