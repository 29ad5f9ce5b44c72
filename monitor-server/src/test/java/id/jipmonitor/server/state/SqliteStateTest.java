package id.jipmonitor.server.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.server.state.StateSettings.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The default engine. */
class SqliteStateTest extends StateDatabaseContract {
    @Override
    StateSettings settings() {
        return Sqlite.DEFAULT;
    }

    @Test
    void everyConnection_isDurableAndChecksReferences() {
        try (StateDatabase database = StateDatabase.open(settings(), directory)) {
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(database, "synchronous")).isEqualTo("2");
            assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(database, "busy_timeout")).isEqualTo("10000");
        }
        assertThat(directory.resolve("state.db")).exists();
    }

    @Test
    void fileThatIsNoDatabase_isRefusedByName() throws IOException {
        Files.writeString(
                directory.resolve("state.db"), "this is a text and no database, and long enough to tell".repeat(20));
        assertThatThrownBy(() -> StateDatabase.open(settings(), directory))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("state state.db: expected")
                .hasMessageContaining("not a database");
    }

    @Test
    void dataDirectoryThatIsAFile_isRefusedByName() throws IOException {
        Files.writeString(directory.resolve("data"), "");
        assertThatThrownBy(() -> StateDatabase.open(settings(), directory.resolve("data")))
                .isInstanceOf(StateException.class)
                .hasMessageStartingWith("data directory " + directory.resolve("data") + ": expected a directory");
    }

    private static String pragma(StateDatabase database, String name) {
        return database.jdbi()
                .withHandle(
                        h -> h.createQuery("PRAGMA " + name).mapTo(String.class).one());
    }
}
