package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import id.jipmonitor.server.store.influx.InfluxServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Results move between stores, into a backup and back, and nothing is lost: counts and digests are the same. */
class MovingResultsIT {
    private static final Instant START = Instant.parse("2026-03-09T23:00:00Z");
    private static final String FROM = "2026-03-09T00:00:00Z";
    private static final String TO = "2026-03-11T00:00:00Z";
    private static final Pattern DIGEST = Pattern.compile("sha256=([0-9a-f]{64})");

    @TempDir
    private Path directory;

    private final StringWriter error = new StringWriter();
    private final List<RecordedResult> history = new ArrayList<>();

    @BeforeEach
    void makeResults() throws IOException {
        history.addAll(new RandomResults(1, "agent-1").history("p", START, Duration.ofSeconds(30), 400));
        history.addAll(new RandomResults(2, "agent-2").history("q", START, Duration.ofSeconds(20), 300));
        settings("one", "");
        settings("two", "store: {retention: 1000 d, retention_1min: 1000 d}\n");
    }

    @Test
    void embeddedToInfluxAndBack_givesTheSameBytes() throws Exception {
        try (ResultStore store = open("one", StoreSettings.Embedded.DEFAULT)) {
            store.append(history);
        }
        Path influxFiles = Files.createDirectory(directory.resolve("influxdb"));
        try (InfluxServer server = InfluxServer.start(influxFiles, false)) {
            settings("influx", "store: {type: influx, url: '" + server.url() + "', database: results}\n");
            try (ResultStore made = open("influx", influx(server.url()))) {
                made.check();
            }
            assertThat(run("export", "one", "--from", FROM, "--to", TO, "--output", path("a")))
                    .isZero();
            assertThat(run("import", "influx", "--input", path("a")))
                    .as(error.toString())
                    .isZero();
            assertThat(run("export", "influx", "--from", FROM, "--to", TO, "--output", path("b")))
                    .isZero();
            assertThat(run("import", "two", "--input", path("b")))
                    .as(error.toString())
                    .isZero();
            assertThat(run("import", "two", "--input", path("b"))).as("again").isZero();
        }
        assertThat(directory.resolve("b")).hasSameBinaryContentAs(directory.resolve("a"));
        assertThat(digests()).hasSize(8).containsOnly(digests().getFirst());
        assertThat(error.toString())
                .contains("import: results=" + history.size() + " series=2 sha256=")
                .contains("(the file's)");
    }

    @Test
    void lineThatIsNoResult_isNamed_andNothingIsPassedOver() throws Exception {
        Files.writeString(directory.resolve("a"), "# made by hand\n\n{\"agent\": 7}\n");
        assertThat(run("import", "one", "--input", path("a"))).isEqualTo(1);
        assertThat(error.toString()).contains("line 3: ").contains("mend the line and import the file again");
    }

    @Test
    void storeOfARunningServer_isNotImportedInto_andItsProcessIsNamed() throws Exception {
        Files.writeString(directory.resolve("a"), "");
        try (ResultStore running = open("one", StoreSettings.Embedded.DEFAULT)) {
            assertThat(run("import", "one", "--input", path("a"))).isEqualTo(1);
            running.check();
        }
        assertThat(error.toString())
                .contains("expected no other process to use it. Found: process "
                        + ProcessHandle.current().pid() + " holds its lock");
    }

    @Test
    void csv_hasAHeadingAndARowForEachResult() throws Exception {
        try (ResultStore store = open("one", StoreSettings.Embedded.DEFAULT)) {
            store.append(history);
        }
        assertThat(run("export", "one", "--from", FROM, "--to", TO, "--output", path("c"), "--format", "csv"))
                .isZero();
        List<String> rows = Files.readAllLines(directory.resolve("c"));
        assertThat(rows).hasSize(history.size() + 1);
        assertThat(rows.getFirst())
                .startsWith("agent,probe,at,interval_seconds,outcome,")
                .contains(",rtt_min_seconds,");
        assertThat(run("export", "one", "--from", FROM, "--to", TO, "--output", path("m"), "--format", "csv-measures"))
                .isZero();
        long measures = history.stream()
                .mapToLong(each -> each.result().measures().size())
                .sum();
        assertThat(Files.readAllLines(directory.resolve("m"))).hasSize((int) measures + 1);
    }

    @Test
    void backupWhileResultsArrive_holdsAllThatWereAcknowledgedBefore_andIsRestored() throws Exception {
        StateDatabase.open(StateSettings.Sqlite.DEFAULT, data("one")).close();
        AtomicBoolean enough = new AtomicBoolean();
        try (ResultStore running = open("one", StoreSettings.Embedded.DEFAULT)) {
            running.append(history);
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int seed = 3; !enough.get(); seed++) {
                    running.append(
                            new RandomResults(seed, "agent-" + seed).history("p", START, Duration.ofSeconds(30), 50));
                }
            });
            assertThat(run("backup", "one", "--to", path("backup")))
                    .as(error.toString())
                    .isZero();
            enough.set(true);
            writer.join();
        }
        assertThat(run("restore", "two", "--from", path("backup")))
                .as(error.toString())
                .isZero();
        assertThat(digests()).hasSize(2).containsOnly(digests().getFirst());
        assertThat(error.toString()).contains("backup: state=yes results=").contains("restore: state=yes results=");
        assertThat(data("two").resolve("state.db")).exists();
        try (ResultStore restored = open("two", StoreSettings.Embedded.DEFAULT)) {
            List<RecordedResult> found = new ArrayList<>();
            restored.series().forEach(each -> restored.scan(each, START, START.plus(Duration.ofDays(1)), found::add));
            assertThat(found).containsAll(history);
        }
        assertThat(run("restore", "two", "--from", path("backup"))).isEqualTo(1);
        assertThat(error.toString()).contains(data("two") + ": expected an empty directory, or none. Found: files.");
    }

    @Test
    void damagedBackup_isRefused_andNothingIsRestored() throws Exception {
        StateDatabase.open(StateSettings.Sqlite.DEFAULT, data("one")).close();
        try (ResultStore store = open("one", StoreSettings.Embedded.DEFAULT)) {
            store.append(history);
            assertThat(run("backup", "one", "--to", path("backup")))
                    .as(error.toString())
                    .isZero();
        }
        Path state = directory.resolve("backup").resolve("state.db");
        Files.writeString(state, "x", StandardOpenOption.APPEND);
        assertThat(run("restore", "two", "--from", path("backup"))).isEqualTo(1);
        assertThat(error.toString())
                .contains(state + ": expected the file that was backed up. Found: other bytes. Use another backup");
        assertThat(data("two")).doesNotExist();
    }

    private List<String> digests() {
        return DIGEST.matcher(error.toString())
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    private ResultStore open(String name, StoreSettings settings) {
        return StoreTypes.open(settings, data(name), () -> START);
    }

    private static StoreSettings influx(URI url) {
        return new StoreSettings.Influx(url, "results", Optional.empty());
    }

    private Path data(String name) {
        return directory.resolve("data-" + name);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private void settings(String name, String more) throws IOException {
        Files.writeString(directory.resolve(name + ".yaml"), """
                data_directory: data-%s
                network: network.yaml
                rules: rules.yaml
                ingest:
                  listen: 127.0.0.1:0
                  tls: {certificate: server.crt, key: server.key, authorities: ca.crt}
                web: {listen: "127.0.0.1:0", public_url: "http://localhost"}
                %s""".formatted(name, more));
    }

    private int run(String command, String settings, String... arguments) {
        String[] all = Stream.concat(Stream.of(command, "--config", path(settings + ".yaml")), Arrays.stream(arguments))
                .toArray(String[]::new);
        CommandLine line = ServerMain.commandLine();
        PrintWriter err = new PrintWriter(error, true);
        line.setErr(err);
        line.getSubcommands().values().forEach(each -> each.setErr(err));
        return line.execute(all);
    }
}
