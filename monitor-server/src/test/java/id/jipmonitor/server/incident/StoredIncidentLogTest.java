package id.jipmonitor.server.incident;

import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings.Sqlite;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** On the default engine. */
class StoredIncidentLogTest extends IncidentLogContract {
    @TempDir
    Path directory;

    private StateDatabase database;

    @BeforeEach
    void open() {
        database = StateDatabase.open(Sqlite.DEFAULT, directory);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    IncidentLog log() {
        return IncidentLog.on(database);
    }
}
