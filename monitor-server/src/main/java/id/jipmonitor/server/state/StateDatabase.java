package id.jipmonitor.server.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import com.zaxxer.hikari.util.Credentials;
import id.jipmonitor.server.state.StateSettings.PostgreSql;
import id.jipmonitor.server.state.StateSettings.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The relational state: incidents, outbox, users, audit. One connection pool, migrated to the current schema before
 * anybody sees it.
 *
 * <p>SQL is written so that SQLite and PostgreSQL both understand it; times are BIGINT microseconds since 1970 UTC. On
 * SQLite the pool has one connection, because SQLite has one writer: work queues in the program instead of failing with
 * "database is locked". A handle opened inside another one therefore waits for itself and fails after 10 s.
 */
public final class StateDatabase implements AutoCloseable {
    static final String MIGRATIONS = "classpath:db/migration";
    private static final long WAIT_MILLIS = 10_000;
    private static final long LEAST_FREE_BYTES = 16L << 20;

    /** Hashes of passwords and sessions lie here. */
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final Optional<Path> directory;

    private StateDatabase(HikariDataSource pool, Optional<Path> directory) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.directory = directory;
    }

    /**
     * Connects and migrates.
     *
     * @param dataDirectory where SQLite's file lies unless its path is absolute; made if it is missing
     * @throws StateException when the database cannot be reached, written or migrated, or is newer than this program
     */
    public static StateDatabase open(StateSettings settings, Path dataDirectory) {
        return open(settings, dataDirectory, MIGRATIONS);
    }

    static StateDatabase open(StateSettings settings, Path dataDirectory, String... migrations) {
        Optional<Path> file = file(settings, dataDirectory);
        file.map(Path::getParent).ifPresent(StateDatabase::makeDirectory);
        HikariDataSource pool = connect(config(settings, dataDirectory), settings);
        try {
            migrate(pool, settings, migrations);
        } catch (StateException e) {
            pool.close();
            throw e;
        }
        return new StateDatabase(pool, file.map(Path::getParent));
    }

    /** The way to the tables. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** @throws StateException when a write is not likely to succeed now; the message says why and what to do */
    public void check() {
        try {
            jdbi.useHandle(
                    handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
            if (directory.isPresent() && freeBytes(directory.get()) < LEAST_FREE_BYTES) {
                throw new StateException("state: expected at least " + (LEAST_FREE_BYTES >> 20) + " MiB free in "
                        + directory.get() + ". Found: less. Free some space");
            }
        } catch (JdbiException | IOException e) {
            throw new StateException("state: expected the database to answer. Found: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /**
     * Copies the database, as it is at this moment, into a file that does not exist; a server may be using it.
     *
     * @return false when it is in a server of its own, whose tools copy it
     * @throws StateException when there is none, or it could not be copied
     */
    public static boolean copy(StateSettings settings, Path dataDirectory, Path to) {
        Optional<Path> file = file(settings, dataDirectory);
        if (file.isEmpty()) {
            return false;
        }
        if (!Files.isRegularFile(file.get())) {
            throw new StateException(where(settings) + ": expected the state of a server that ran here. Found: none");
        }
        try (HikariDataSource pool = connect(config(settings, dataDirectory), settings)) {
            Jdbi.create(pool).useHandle(handle -> handle.execute("VACUUM INTO ?", to.toString()));
            return true;
        } catch (JdbiException e) {
            throw new StateException(
                    where(settings) + ": expected to copy it to " + to + ". Found: " + e.getMessage(), e);
        }
    }

    private static Optional<Path> file(StateSettings settings, Path dataDirectory) {
        return switch (settings) {
            case Sqlite sqlite ->
                Optional.of(dataDirectory.resolve(sqlite.file()).toAbsolutePath());
            case PostgreSql _ -> Optional.empty();
        };
    }

    private static HikariConfig config(StateSettings settings, Path dataDirectory) {
        HikariConfig config = switch (settings) {
            case Sqlite sqlite -> sqlite(dataDirectory.resolve(sqlite.file()));
            case PostgreSql server -> postgresql(server);
        };
        config.setPoolName("state");
        config.setConnectionTimeout(WAIT_MILLIS);
        return config;
    }

    private static HikariConfig sqlite(Path database) {
        Properties pragmas = new Properties();
        pragmas.setProperty("journal_mode", "WAL");
        pragmas.setProperty("synchronous", "FULL"); // an outbox entry that was promised survives a power loss
        pragmas.setProperty("busy_timeout", Long.toString(WAIT_MILLIS));
        pragmas.setProperty("foreign_keys", "true");
        pragmas.setProperty("transaction_mode", "IMMEDIATE"); // a read that turns into a write never finds a rival
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + database);
        config.setDataSourceProperties(pragmas);
        config.setMaximumPoolSize(1);
        config.setMaxLifetime(0); // a file's connection does not age
        return config;
    }

    private static HikariConfig postgresql(PostgreSql server) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setCredentialsProvider(
                () -> Credentials.of(server.user(), server.password().reveal()));
        config.setMaximumPoolSize(8);
        return config;
    }

    private static HikariDataSource connect(HikariConfig config, StateSettings settings) {
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new StateException(
                    where(settings) + ": expected to connect. Found: " + rootMessage(e)
                            + ". Check that it runs, the address, the user and the password",
                    e);
        }
    }

    /**
     * A version that the program does not know is an error: it would work on a schema it has never seen.
     */
    private static void migrate(HikariDataSource pool, StateSettings settings, String... locations) {
        try {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(locations)
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StateException(
                    where(settings) + ": expected a schema that this version can bring up to date. Found: "
                            + e.getMessage(),
                    e);
        }
    }

    private static void makeDirectory(Path dataDirectory) {
        try {
            Files.createDirectories(dataDirectory, OWNER_ONLY);
        } catch (IOException e) {
            throw new StateException(
                    "data directory " + dataDirectory + ": expected a directory that can be written. Found: " + e, e);
        }
    }

    private static long freeBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    private static String where(StateSettings settings) {
        return switch (settings) {
            case Sqlite sqlite -> "state " + sqlite.file();
            case PostgreSql server -> "state " + server.url();
        };
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
