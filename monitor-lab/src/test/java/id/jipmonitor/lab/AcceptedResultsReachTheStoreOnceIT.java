package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.jipmonitor.lab.demo.Launcher;
import id.jipmonitor.lab.demo.Program;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.server.store.ResultLines;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real agent and a real server, killed and cut off again and again: what the spool accepted is in the store exactly
 * once, and no number is missing.
 */
class AcceptedResultsReachTheStoreOnceIT {
    private static final int LINKS = 20;
    private static final int PROGRESS = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final Launcher launcher =
            new Launcher(Path.of("..").toAbsolutePath().normalize());
    private final List<Program> started = new ArrayList<>();
    private ServerSocket target;
    private CuttingRelay relay;
    private int ingestPort;
    private int runs;

    @BeforeEach
    void prepare() throws IOException {
        target = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
        ingestPort = freePort();
        relay = new CuttingRelay(ingestPort);
        Program.run(
                "init",
                launcher.server("init", "--dir", path("pki"), "--host", "localhost", "--agent", "agent-hub"),
                directory.resolve("init.log"),
                60);
        writeSettings();
    }

    @AfterEach
    void stop() throws IOException {
        started.forEach(Program::close);
        relay.close();
        target.close();
    }

    @Test
    void acceptedResults_killsAndCutsAndLostAcks_areStoredOnceAndNoneIsMissing() throws IOException {
        Program server = server();
        Program agent = agent();
        awaitResults(PROGRESS);

        agent.kill();
        agent = agent();
        awaitResults(received() + PROGRESS);

        server.kill();
        server = server();
        awaitResults(received() + PROGRESS);

        relay.loseReplies();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(relay.lostBytes())
                        .as("acknowledgements that never came back")
                        .isPositive());
        relay.cut();
        awaitResults(received() + PROGRESS);

        relay.cut();
        server.kill();
        agent.kill();
        server();
        agent();
        awaitResults(received() + PROGRESS);

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(ledger().path("closed").asBoolean()).isTrue());
        long acknowledged = received();
        List<Long> stored = storedNumbers();
        assertThat(stored).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo((int) acknowledged);
        assertThat(stored.stream().sorted())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, stored.size()).boxed().toList());
    }

    private List<Long> storedNumbers() throws IOException {
        Path file = directory.resolve("results.ndjson");
        Program.run(
                "export",
                launcher.server(
                        "export",
                        "--config",
                        path("server.yaml"),
                        "--from",
                        "2020-01-01T00:00:00Z",
                        "--to",
                        "2100-01-01T00:00:00Z",
                        "--output",
                        file.toString()),
                directory.resolve("export.log"),
                60);
        List<Sequence> found = new ArrayList<>();
        try (InputStream lines = Files.newInputStream(file)) {
            ResultLines.read(lines, (RecordedResult each) -> found.add(each.sequence()));
        }
        assertThat(found.stream().map(Sequence::boot).distinct())
                .as("the spool outlives kill -9")
                .hasSize(1);
        return found.stream().map(Sequence::number).toList();
    }

    private void awaitResults(long atLeast) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(LabException.class) // no state before the server has started for the first time
                .untilAsserted(() -> assertThat(received()).isGreaterThanOrEqualTo(atLeast));
    }

    private long received() throws IOException {
        return ledger().path("received").asLong();
    }

    private JsonNode ledger() throws IOException {
        String status = Program.run(
                "status",
                launcher.server("status", "--config", path("server.yaml"), "--format", "json"),
                directory.resolve("status.log"),
                60);
        return new JsonMapper().readTree(status).path("ledgers").path(0);
    }

    private Program server() throws IOException {
        return start("server", launcher.server("run", "--config", path("server.yaml")));
    }

    private Program agent() throws IOException {
        return start("agent", launcher.agent("run", "--config", path("agent.yaml")));
    }

    private Program start(String name, List<String> command) throws IOException {
        Program program = Program.start(name, command, directory.resolve(name + "-" + runs++ + ".log"));
        started.add(program);
        return program;
    }

    private void writeSettings() throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("PKI", path("pki"));
        values.put("DATA", path("data"));
        values.put("INGEST", Integer.toString(ingestPort));
        values.put("RELAY", Integer.toString(relay.port()));
        values.put("WEB", Integer.toString(freePort()));
        values.put("PAGE", Integer.toString(freePort()));
        values.put("TARGET", Integer.toString(target.getLocalPort()));
        for (String file : List.of("server.yaml", "agent.yaml", "rules.yaml", "network.yaml")) {
            String text = resource(file);
            for (Map.Entry<String, String> each : values.entrySet()) {
                text = text.replace("@" + each.getKey() + "@", each.getValue());
            }
            Files.writeString(directory.resolve(file), file.equals("network.yaml") ? text + links() : text);
        }
        Files.createDirectory(
                directory.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static String links() {
        StringBuilder links = new StringBuilder("links:\n");
        for (int i = 1; i <= LINKS; i++) {
            links.append("  - {site: office, id: line-").append(i).append("}\n");
        }
        return links.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = AcceptedResultsReachTheStoreOnceIT.class.getResourceAsStream("/delivery/" + name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private void answer() {
        try {
            while (true) {
                Socket probe = target.accept();
                probe.close();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
