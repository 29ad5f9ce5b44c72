package id.jipmonitor.server.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultLines;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.ResultStoreContract;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real influxd, and what can go wrong with one. */
class InfluxStoreIT extends ResultStoreContract {
    @TempDir
    static Path directory;

    private static InfluxServer server;
    private static int databases;

    private final String database = "results" + databases++;

    @BeforeAll
    static void startServer() throws IOException {
        server = InfluxServer.start(directory, false);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    protected ResultStore open() {
        return InfluxStore.open(new Influx(server.url(), database, Optional.empty()), refusedFile());
    }

    private Path refusedFile() {
        return directory.resolve(database + "-refused.ndjson");
    }

    private Influx retention(Duration retention) {
        return settings(Optional.of("ninety"), Optional.of(retention));
    }

    private Influx settings(Optional<String> policy, Optional<Duration> retention) {
        return new Influx(server.url(), database, Optional.empty(), Optional.empty(), 1, policy, retention);
    }

    @Test
    void outcomeThatChanges_replacesThePoint_andMakesNoSecondOne() throws Exception {
        RandomResults random = new RandomResults(30, "agent-1");
        List<RecordedResult> history = random.history("p", START, Duration.ofSeconds(10), 200);
        store.append(history);
        store.append(history);
        assertThat(ask("SELECT count(outcome) FROM probe_result")).contains("," + history.size() + "]");
        assertThat(ask("SHOW SERIES FROM probe_result").split("probe_result,", -1))
                .hasSize(2);
    }

    @Test
    void fieldOfAnotherType_setsOnlyThatResultAside_withTheReason() throws Exception {
        write("probe_result,agent=x,probe=y tls_seconds=1i " + START.getEpochSecond() + "000000000");
        List<RecordedResult> good = new RandomResults(31, "agent-1")
                .history("p", START, Duration.ofSeconds(10), 300).stream()
                        .filter(each ->
                                each.result().measure(Metric.TLS_SECONDS).isEmpty())
                        .toList();
        RecordedResult bad = with(good.get(good.size() / 2), Measure.of(Metric.TLS_SECONDS, 0.5));
        List<RecordedResult> batch = new ArrayList<>(good);
        batch.set(good.size() / 2, bad);
        store.append(batch);
        List<RecordedResult> expected = new ArrayList<>(batch);
        expected.remove(bad);
        assertThat(all("agent-1", "p")).isEqualTo(normal(expected));
        List<RecordedResult> refused = new ArrayList<>();
        try (InputStream lines = Files.newInputStream(refusedFile())) {
            ResultLines.read(lines, refused::add);
        }
        assertThat(refused).containsExactly(bad);
        assertThat(Files.readString(refusedFile()))
                .contains("# {\"error\":\"partial write: field type conflict: input field \\\"tls_seconds\\\"");
    }

    @Test
    void databaseOfTheFirstLayout_isReadOn_andWrittenOn() throws Exception {
        long micros = START.getEpochSecond() * 1_000_000;
        write("probe_result,agent=agent-1,probe=p boot=\"00000000000000aa\",number=7i,monotonic_nanos=\"55\","
                + "interval_nanos=10000000000i,outcome=\"RESPONDED\",cause=\"NONE\",detail=\"\",type_p=\"icmp-echo/56\","
                + "packets=2i,tmax_nanos=1000000000i,timestamp_quality=\"KERNEL\",stalled=false,"
                + "rtt_nanos=\"1500000 2500000\",instances=0i,measures=1i,rtt_min_seconds=0.0015 " + micros + "000");
        RecordedResult old = all("agent-1", "p").getFirst();
        assertThat(old.sequence()).isEqualTo(new Sequence(BootId.parse("00000000000000aa"), 7));
        assertThat(old.result().roundTripTimes())
                .containsExactly(Duration.ofNanos(1_500_000), Duration.ofNanos(2_500_000));
        assertThat(old.result().measures()).containsExactly(Measure.of(Metric.RTT_MIN_SECONDS, 0.0015));
        List<RecordedResult> later =
                new RandomResults(33, "agent-1").history("p", START.plusSeconds(10), Duration.ofSeconds(10), 50);
        store.append(later);
        List<RecordedResult> expected = new ArrayList<>(List.of(old));
        expected.addAll(later);
        assertThat(all("agent-1", "p")).isEqualTo(normal(expected));
    }

    @Test
    void retentionPolicy_isMade_used_andNeverAltered() throws Exception {
        Influx ninety = retention(Duration.ofDays(90));
        List<RecordedResult> recent = new RandomResults(34, "agent-1")
                .history(
                        "p",
                        Instant.now().minusSeconds(600).truncatedTo(ChronoUnit.SECONDS),
                        Duration.ofSeconds(10),
                        20);
        try (ResultStore kept = InfluxStore.open(ninety, refusedFile())) {
            kept.append(recent);
        }
        assertThat(ask("SHOW RETENTION POLICIES")).contains("[\"ninety\",\"2160h0m0s\"");
        assertThat(ask("SELECT count(outcome) FROM ninety.probe_result")).contains("," + recent.size() + "]");
        assertThat(all("agent-1", "p")).isEmpty();
        try (ResultReader reader = InfluxStore.openBeside(ninety)) {
            assertThat(reader.series()).containsExactly(series("agent-1", "p"));
        }
        assertThatThrownBy(() -> InfluxStore.open(retention(Duration.ofDays(30)), refusedFile()))
                .isInstanceOf(StoreException.class)
                .hasMessage("influxdb store " + server.url() + ": expected the retention policy ninety to keep 30 d, as"
                        + " `store.retention` says. Found: 90 d. Change the setting, or: ALTER RETENTION POLICY"
                        + " \"ninety\" ON \"" + database + "\" DURATION 720h");
    }

    @Test
    void retentionPolicyThatIsMissing_isNamed_atOpeningAndWhenItGoes() throws Exception {
        Influx unknown = settings(Optional.of("nope"), Optional.empty());
        assertThatThrownBy(() -> InfluxStore.open(unknown, refusedFile()))
                .isInstanceOf(StoreException.class)
                .hasMessage("influxdb store " + server.url() + ": expected the retention policy nope of database "
                        + database + ". Found: none of that name. Create it, or set `store.retention` to have it made");
        try (ResultStore kept = InfluxStore.open(retention(Duration.ofDays(90)), refusedFile())) {
            ask("DROP RETENTION POLICY ninety ON " + database);
            assertThatThrownBy(() -> kept.append(
                            new RandomResults(35, "agent-1").history("p", START, Duration.ofSeconds(10), 5)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Found: 500 {\"error\":\"retention policy not found: ninety\"}")
                    .hasMessageEndingWith("Restart the server to have it made, or mend `store.retention_policy`");
        }
    }

    @Test
    void databaseThatWasDropped_isFoundByCheck() throws Exception {
        ask("DROP DATABASE " + database);
        assertThatThrownBy(() -> store.check())
                .isInstanceOf(StoreException.class)
                .hasMessage("influxdb store " + server.url() + ": expected the database " + database
                        + ". Found: none of that name. Create it, or restart the server to have it made");
    }

    @Test
    void resultsBeyondTheRetentionPolicy_areNotKept_andTheRestOfTheBatchIs() throws Exception {
        ask("CREATE RETENTION POLICY short ON " + database + " DURATION 1h REPLICATION 1 DEFAULT");
        store.append(new RandomResults(32, "agent-1").history("p", START, Duration.ofSeconds(10), 5));
        assertThat(all("agent-1", "p")).isEmpty();
    }

    @Test
    void serverThatDoesNotAnswer_isAStoreException() {
        Influx nobody = new Influx(URI.create("http://127.0.0.1:1"), "results", Optional.empty());
        assertThatThrownBy(() -> InfluxStore.open(nobody, directory.resolve("refused")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("influxdb store http://127.0.0.1:1: expected it to answer. Found: ")
                .hasMessageContaining("Check that InfluxDB runs");
    }

    private static RecordedResult with(RecordedResult recorded, Measure more) {
        ProbeResult result = recorded.result();
        List<Measure> measures = new ArrayList<>(result.measures());
        measures.add(more);
        return new RecordedResult(
                recorded.agent(),
                recorded.sequence(),
                new ProbeResult(
                        result.probe(),
                        result.startedAt(),
                        result.monotonicNanos(),
                        result.interval(),
                        result.outcome(),
                        result.reason(),
                        result.packets(),
                        result.timestampQuality(),
                        result.stalled(),
                        result.roundTripTimes(),
                        measures));
    }

    private String ask(String influxQl) throws IOException, InterruptedException {
        return post("/query?db=" + database + "&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8), "");
    }

    private void write(String line) throws IOException, InterruptedException {
        post("/write?db=" + database, line);
    }

    private static String post(String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isBetween(200, 204);
            return response.body();
        }
    }
}
