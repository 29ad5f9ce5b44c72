package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code server status} tells of the store, beside a server that runs and without one. */
class StatusCommandTest {
    private static final Instant AT = Instant.parse("2026-11-24T01:02:03Z");
    private static final Path CONFIG = Path.of("../config");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path data = Path.of("");

    @BeforeEach
    void settings() throws IOException {
        for (String file : new String[] {"network.yaml", "rules.yaml", "sites-jatim.csv"}) {
            Files.copy(CONFIG.resolve(file), directory.resolve(file));
        }
        String shipped = Files.readString(CONFIG.resolve("server.yaml"));
        Files.writeString(
                directory.resolve("server.yaml"),
                shipped.replace("data_directory: ../data/server", "data_directory: data"));
        data = Files.createDirectories(directory.resolve("data"));
        StateDatabase.open(StateSettings.Sqlite.DEFAULT, data).close();
    }

    private int status(String... words) {
        return ServerMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }

    @Test
    void store_ofARunningServer_tellsTheSpaceOfEachLevel() {
        try (ResultStore running = StoreTypes.open(StoreSettings.Embedded.DEFAULT, data, () -> AT)) {
            running.append(new RandomResults(1, "agent-1").history("p", AT, Duration.ofSeconds(10), 10));
            assertThat(status(
                            "status",
                            "--config",
                            directory.resolve("server.yaml").toString()))
                    .isZero();
        }
        assertThat(out.toString())
                .contains("messages: none")
                .endsWith("store: raw 0.0 MiB, 1 min 0.0 MiB, 1 h 0.0 MiB, 1 d 0.0 MiB\n");
    }

    @Test
    void store_thatIsNotThere_isSaid_andTheRestIsTold() {
        assertThat(status("status", "--config", directory.resolve("server.yaml").toString()))
                .isZero();
        assertThat(out.toString()).contains("messages: none").doesNotContain("store:");
        assertThat(err.toString()).contains("expected results of a server that ran with this directory. Found: none");
    }
}
