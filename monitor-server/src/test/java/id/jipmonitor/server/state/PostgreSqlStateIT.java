package id.jipmonitor.server.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.settings.Secret;
import id.jipmonitor.server.state.StateSettings.PostgreSql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL server, started here on a port of its own. */
class PostgreSqlStateIT extends StateDatabaseContract {
    private static EmbeddedPostgres server;
    private static int databases;

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
        String name = "state" + databases++;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new PostgreSql(
                "jdbc:postgresql://localhost:" + server.getPort() + "/" + name, "postgres", Secret.of("x"));
    }

    @Test
    void databaseThatIsMissing_isNamedWithWhatToDo_andNoPassword() {
        PostgreSql settings = new PostgreSql(
                "jdbc:postgresql://localhost:" + server.getPort() + "/nowhere", "postgres", Secret.of("hunter2"));
        assertThatThrownBy(() -> StateDatabase.open(settings, directory))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("/nowhere: expected to connect. Found: ")
                .hasMessageContaining("Check that it runs")
                .hasMessageNotContaining("hunter2");
        assertThat(settings.toString()).doesNotContain("hunter2");
    }

    @Test
    void passwordInTheUrl_isRefused() {
        assertThatThrownBy(() -> new PostgreSql("jdbc:postgresql://h/d?password=hunter2", "u", Secret.of("")))
                .hasMessageContaining("expected no password in it")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void dataDirectory_isNotTouched() {
        StateDatabase.open(settings(), directory.resolve("data")).close();
        assertThat(directory.resolve("data")).doesNotExist();
    }
}
