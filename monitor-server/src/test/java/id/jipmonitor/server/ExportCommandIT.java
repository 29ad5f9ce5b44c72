package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultLines;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import id.jipmonitor.server.store.influx.InfluxServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code export} beside a store that is open for writing. */
class ExportCommandIT {
    private static final Instant START = Instant.parse("2026-03-09T23:00:00Z");
    private static final String FROM = "2026-03-09T00:00:00Z";
    private static final String TO = "2026-03-11T00:00:00Z";

    @TempDir
    Path directory;

    private final StringWriter error = new StringWriter();
    private final List<RecordedResult> history =
            new RandomResults(1, "agent-1").history("p", START, Duration.ofSeconds(30), 1_000);
    private Path output;

    @BeforeEach
    void nameOutput() {
        output = directory.resolve("results.ndjson");
    }

    @Test
    void storeOfARunningServer_isExportedWhole_withCountsAndDigest() throws Exception {
        try (ResultStore running = open(StoreSettings.Embedded.DEFAULT)) {
            running.append(history);
            assertThat(export("", "--output", output.toString())).isZero();
            running.append(new RandomResults(2, "agent-2").history("p", START, Duration.ofSeconds(30), 10));
        }
        assertThat(exported()).isEqualTo(ordered());
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(output)));
        assertThat(error.toString())
                .isEqualTo("export: results=" + history.size() + " series=1 from=" + FROM + " to=" + TO + " sha256="
                        + digest + System.lineSeparator());
        assertThat(output.resolveSibling("results.ndjson.part")).doesNotExist();
    }

    @Test
    void filters_chooseAgentsAndProbes() throws Exception {
        try (ResultStore running = open(StoreSettings.Embedded.DEFAULT)) {
            running.append(history);
            running.append(new RandomResults(2, "agent-2").history("q", START, Duration.ofSeconds(30), 10));
            assertThat(export("", "--output", output.toString(), "--agent", "agent-1", "--agent", "x", "--probe", "p"))
                    .isZero();
        }
        assertThat(exported()).isEqualTo(ordered());
    }

    @Test
    void influxdb_isExportedTheSameWay() throws Exception {
        Path files = Files.createDirectory(directory.resolve("influxdb"));
        try (InfluxServer server = InfluxServer.start(files, false);
                ResultStore running = open(influx(server.url()))) {
            running.append(history);
            String store = "store: {type: influx, url: '" + server.url() + "', database: results}\n";
            assertThat(export(store, "--output", output.toString())).isZero();
        }
        assertThat(exported()).hasSameSizeAs(history);
        assertThat(error.toString()).startsWith("export: results=" + history.size() + " series=1");
    }

    @Test
    void directoryWithoutAStore_isToldSo_andLeavesNoFile() throws IOException {
        assertThat(export("", "--output", output.toString())).isEqualTo(1);
        assertThat(error.toString()).contains("expected results of a server that ran with this directory. Found: none");
        assertThat(output).doesNotExist();
    }

    @Test
    void badSettings_areNamed_withStatus2() throws IOException {
        assertThat(export("stoer: {}\n", "--output", output.toString())).isEqualTo(2);
        assertThat(error.toString()).contains("server.yaml:").contains("stoer");
    }

    @Test
    void emptyRange_isRefused_withStatus2() throws IOException {
        assertThat(run("--from", TO, "--to", FROM)).isEqualTo(2);
        assertThat(error.toString())
                .isEqualTo("--to: expected a time after --from " + TO + ". Found: " + FROM + System.lineSeparator());
    }

    private List<RecordedResult> ordered() {
        return history.stream().map(ResultExport::ordered).toList();
    }

    private ResultStore open(StoreSettings settings) {
        return StoreTypes.open(settings, directory.resolve("data"), () -> START);
    }

    private static StoreSettings influx(URI url) {
        return new StoreSettings.Influx(url, "results", Optional.empty());
    }

    private int export(String more, String... arguments) throws IOException {
        Path config = Files.writeString(directory.resolve("server.yaml"), """
                data_directory: data
                network: network.yaml
                rules: rules.yaml
                ingest:
                  listen: localhost:0
                  tls: {certificate: server.pem, key: server.key, authorities: ca.pem}
                web:
                  listen: localhost:0
                  public_url: http://localhost
                """ + more);
        List<String> all = new ArrayList<>(List.of("--config", config.toString(), "--from", FROM, "--to", TO));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return new CommandLine(new ExportCommand())
                .setErr(new PrintWriter(error, true))
                .execute(arguments);
    }

    private List<RecordedResult> exported() throws IOException {
        List<RecordedResult> results = new ArrayList<>();
        try (InputStream in = Files.newInputStream(output)) {
            ResultLines.read(in, results::add);
        }
        return results;
    }
}
