package id.jipmonitor.server.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.ResultStoreContract;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
        return InfluxStore.open(new Influx(server.url(), database, Optional.empty()));
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
    void fieldOfAnotherType_isNamed_withWhatToDo() throws Exception {
        write("probe_result,agent=x,probe=y stalled=1i " + START.getEpochSecond() + "000000000");
        assertThatThrownBy(() ->
                        store.append(new RandomResults(31, "agent-1").history("p", START, Duration.ofSeconds(10), 5)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("influxdb store " + server.url() + ": expected it to take")
                .hasMessageContaining("field type conflict")
                .hasMessageContaining("can never be written here: use a database of the server's own");
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
        assertThatThrownBy(() -> InfluxStore.open(nobody))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("influxdb store http://127.0.0.1:1: expected it to answer. Found: ")
                .hasMessageContaining("Check that InfluxDB runs");
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
