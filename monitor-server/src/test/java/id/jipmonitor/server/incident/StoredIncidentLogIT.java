package id.jipmonitor.server.incident;

import id.jipmonitor.protocol.settings.Secret;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings.PostgreSql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On a real PostgreSQL, started here on a port of its own. */
class StoredIncidentLogIT extends IncidentLogContract {
    @TempDir
    Path directory;

    private EmbeddedPostgres server;
    private StateDatabase database;

    @BeforeEach
    void open() throws IOException {
        server = EmbeddedPostgres.builder().start();
        PostgreSql settings = new PostgreSql(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", Secret.of("x"));
        database = StateDatabase.open(settings, directory);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
        server.close();
    }

    @Override
    IncidentLog log() {
        return IncidentLog.on(database);
    }
}
