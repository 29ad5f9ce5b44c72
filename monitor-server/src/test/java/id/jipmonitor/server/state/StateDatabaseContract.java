package id.jipmonitor.server.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine of the relational state promises. */
abstract class StateDatabaseContract {
    private static final String FIRST = "classpath:db/state-test/first";
    private static final String SECOND = "classpath:db/state-test/second";

    @TempDir
    Path directory;

    /** Settings of an empty database of its own. */
    abstract StateSettings settings();

    @Test
    void everyMigrationOfTheProduct_appliesToAnEmptyDatabase() throws Exception {
        try (StateDatabase database = StateDatabase.open(settings(), directory)) {
            assertThat(applied(database)).containsExactlyElementsOf(shipped());
            database.check();
        }
    }

    @Test
    void migrations_applyOnce_whenOpenedAgain() {
        StateSettings settings = settings();
        try (StateDatabase database = StateDatabase.open(settings, directory, FIRST)) {
            database.jdbi().useHandle(handle -> handle.execute("INSERT INTO parent VALUES (1, 1700000000000000)"));
        }
        try (StateDatabase database = StateDatabase.open(settings, directory, FIRST)) {
            assertThat(numbers(database, "SELECT at FROM parent")).containsExactly(1_700_000_000_000_000L);
        }
    }

    @Test
    void schemaOfANewerProgram_isRefused() {
        StateSettings settings = settings();
        StateDatabase.open(settings, directory, FIRST, SECOND).close();
        assertThatThrownBy(() -> StateDatabase.open(settings, directory, FIRST))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("expected a schema that this version can bring up to date")
                .hasMessageContaining("902");
    }

    @Test
    void rowWithoutItsParent_isRefused() {
        try (StateDatabase database = StateDatabase.open(settings(), directory, FIRST, SECOND)) {
            assertThatThrownBy(() -> database.jdbi().useHandle(h -> h.execute("INSERT INTO child VALUES (7)")))
                    .isInstanceOf(UnableToExecuteStatementException.class);
        }
    }

    @Test
    void transactionThatThrows_leavesNothing() {
        try (StateDatabase database = StateDatabase.open(settings(), directory, FIRST)) {
            assertThatThrownBy(() -> database.jdbi().useTransaction(handle -> {
                        handle.execute("INSERT INTO parent VALUES (1, 0)");
                        throw new IllegalStateException("half way");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(numbers(database, "SELECT id FROM parent")).isEmpty();
        }
    }

    @Test
    void writersAtOnce_allSucceed() throws Exception {
        try (StateDatabase database = StateDatabase.open(settings(), directory, FIRST)) {
            List<Thread> writers = Stream.iterate(0, i -> i + 1)
                    .limit(8)
                    .map(i -> Thread.ofVirtual().start(() -> insertTen(database, i)))
                    .toList();
            for (Thread each : writers) {
                each.join();
            }
            assertThat(numbers(database, "SELECT count(*) FROM parent")).containsExactly(80L);
        }
    }

    private static void insertTen(StateDatabase database, int writer) {
        for (int i = 0; i < 10; i++) {
            int id = writer * 10 + i;
            database.jdbi().useTransaction(h -> h.execute("INSERT INTO parent VALUES (?, 0)", id));
        }
    }

    private static List<Long> numbers(StateDatabase database, String sql) {
        return database.jdbi()
                .withHandle(h -> h.createQuery(sql).mapTo(Long.class).list());
    }

    private static List<String> applied(StateDatabase database) {
        return database.jdbi()
                .withHandle(h -> h.createQuery("SELECT script FROM flyway_schema_history"
                                + " WHERE version IS NOT NULL AND success ORDER BY installed_rank")
                        .mapTo(String.class)
                        .list());
    }

    private static List<String> shipped() throws IOException {
        Path migrations = Path.of("src/main/resources/db/migration");
        try (Stream<Path> files = Files.list(migrations)) {
            return files.map(each -> each.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }
}
