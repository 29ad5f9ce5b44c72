package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.settings.Secret;
import id.jipmonitor.server.state.StateSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A real PostgreSQL server, started here on a port of its own. */
class PostgreSqlTokenTableIT extends TokenTableContract {
    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    StateSettings settings() {
        return new StateSettings.PostgreSql(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres", Secret.of("x"));
    }
}
