package id.jipmonitor.server.store.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.settings.Secret;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An influxd that asks who one is. */
class InfluxLoginIT {
    @TempDir
    Path directory;

    @Test
    void userIsKnownByThePassword_andAWrongOneIsRefusedWithoutShowingIt() throws IOException, InterruptedException {
        try (InfluxServer server = InfluxServer.start(directory, true)) {
            createAdmin(server.url());
            try (InfluxStore store =
                    InfluxStore.open(settings(server, "correct-horse"), directory.resolve("refused"))) {
                store.append(new RandomResults(1, "agent-1")
                        .history("p", Instant.parse("2026-03-09T23:00:00Z"), Duration.ofSeconds(10), 5));
                assertThat(store.series()).hasSize(1);
            }
            assertThatThrownBy(() -> InfluxStore.open(settings(server, "wrong-horse"), directory.resolve("refused")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Check user and password")
                    .hasMessageNotContaining("wrong-horse");
        }
    }

    private static Influx settings(InfluxServer server, String password) {
        return new Influx(server.url(), "results", Optional.of(new Influx.Credentials("jip", Secret.of(password))));
    }

    private static void createAdmin(URI url) throws IOException, InterruptedException {
        String query = "/query?q=CREATE%20USER%20jip%20WITH%20PASSWORD%20'correct-horse'%20WITH%20ALL%20PRIVILEGES";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + query))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
