package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import id.jipmonitor.lab.demo.Launcher;
import id.jipmonitor.lab.demo.Program;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.server.store.ResultLines;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real agent, server and influxd, and the influxd is killed and started under load: while it is dead an outage opens its incident
 * and nothing is acknowledged; afterwards every result is in InfluxDB once and every number accounted for.
 */
class DeadInfluxDelaysNoAlertIT {
    private static final int LINKS = 10;
    private static final int PROGRESS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private final Launcher launcher =
            new Launcher(Path.of("..").toAbsolutePath().normalize());
    private final List<Program> started = new ArrayList<>();
    private DeafTarget target;
    private int influxPort;
    private int runs;

    @BeforeEach
    void prepare() throws IOException {
        target = new DeafTarget();
        influxPort = freePort();
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
        target.close();
    }

    @Test
    void influxKilledAndStarted_outageIsToldMeanwhile_andEveryResultIsStoredOnce() throws IOException {
        Program influx = influx();
        // Only when it listens can the database be made.
        await().atMost(PATIENCE).until(() -> listens(influxPort));
        start("server", launcher.server("run", "--config", path("server.yaml")));
        start("agent", launcher.agent("run", "--config", path("agent.yaml")));
        awaitResults(PROGRESS);

        influx.kill();
        long before = received();
        target.turnDeaf();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(incidents()).contains("LINK_DOWN"));
        assertThat(received()).as("acknowledged while InfluxDB was dead").isEqualTo(before);
        target.listen();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(incidents().lines()).allMatch(line -> line.contains("\"to\":")));
        assertThat(incidents()).contains("LINK_DOWN").doesNotContain("AGENT_LOST");

        Program again = influx();
        awaitResults(received() + 2 * PROGRESS);
        again.kill();
        influx();
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
        Instant now = Instant.now();
        String from = now.minus(1, ChronoUnit.DAYS).toString();
        String to = now.plus(1, ChronoUnit.HOURS).toString();
        tool("export", List.of("--from", from, "--to", to, "--output", file.toString()));
        List<Long> numbers = new ArrayList<>();
        try (InputStream lines = Files.newInputStream(file)) {
            ResultLines.read(lines, each -> numbers.add(each.sequence().number()));
        }
        return numbers;
    }

    private String incidents() throws IOException {
        return tool("incidents", List.of("--all", "--format", "ndjson"));
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
        return new JsonMapper()
                .readTree(tool("status", List.of("--format", "json")))
                .path("ledgers")
                .path(0);
    }

    private String tool(String name, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(name, "--config", path("server.yaml")));
        arguments.addAll(options);
        return Program.run(
                name, launcher.server(arguments.toArray(String[]::new)), directory.resolve(name + ".log"), 60);
    }

    private Program influx() throws IOException {
        Path settings =
                Files.writeString(directory.resolve("influxdb.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%3$d"
                [meta]
                dir = "%1$s/influx/meta"
                [data]
                dir = "%1$s/influx/data"
                wal-dir = "%1$s/influx/wal"
                [monitor]
                store-enabled = false
                [http]
                bind-address = "127.0.0.1:%2$d"
                log-enabled = false
                """.formatted(directory, influxPort, freePort()));
        try {
            return start("influx", List.of("influxd", "-config", settings.toString()));
        } catch (IOException | LabException e) {
            throw new LabException(
                    "influxd: expected this program on the path. Found: none; apt-get install influxdb", e);
        }
    }

    private Program start(String name, List<String> command) throws IOException {
        Program program = Program.start(name, command, directory.resolve(name + "-" + runs++ + ".log"));
        started.add(program);
        return program;
    }

    private void writeSettings() throws IOException {
        Map<String, String> values = new HashMap<>();
        int ingest = freePort();
        values.put("PKI", path("pki"));
        values.put("DATA", path("data"));
        values.put("INGEST", Integer.toString(ingest));
        values.put("RELAY", Integer.toString(ingest));
        values.put("WEB", Integer.toString(freePort()));
        values.put("PAGE", Integer.toString(freePort()));
        values.put("TARGET", Integer.toString(target.port()));
        Map<String, String> more = Map.of(
                "server.yaml",
                "store: {type: influx, url: \"http://127.0.0.1:" + influxPort + "\", database: jip, retention: 90 d}\n",
                "network.yaml",
                links());
        for (String file : List.of("server.yaml", "agent.yaml", "rules.yaml", "network.yaml")) {
            String text = resource(file);
            for (Map.Entry<String, String> each : values.entrySet()) {
                text = text.replace("@" + each.getKey() + "@", each.getValue());
            }
            Files.writeString(directory.resolve(file), text + more.getOrDefault(file, ""));
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
        try (InputStream in = DeadInfluxDelaysNoAlertIT.class.getResourceAsStream("/delivery/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
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
