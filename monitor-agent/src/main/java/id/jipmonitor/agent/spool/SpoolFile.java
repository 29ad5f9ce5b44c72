package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the spool's SQLite file, makes it when there is none, and sets a damaged one aside.
 *
 * <p>Write-ahead log with {@code synchronous=FULL}: a commit returns after the log is on the disk, so what was committed
 * outlives kill -9 and, as far as the disk keeps its word about fsync, loss of power.
 */
final class SpoolFile {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFile.class);
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE IF NOT EXISTS boot (one INTEGER PRIMARY KEY CHECK (one = 1), boot INTEGER NOT NULL,"
                    + " agent TEXT NOT NULL, next INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS batch (first INTEGER PRIMARY KEY, last INTEGER NOT NULL,"
                    + " spooled_at INTEGER NOT NULL, crc INTEGER NOT NULL, payload BLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS gap (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, cause TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, total INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS lost (probe TEXT PRIMARY KEY, total INTEGER NOT NULL)");

    /**
     * Results of SQLite that say nothing about the file, only about the moment: PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR,
     * FULL and CANTOPEN. The file is good and must not be set aside, or what waits in it would never be sent.
     */
    private static final Set<Integer> NOT_DAMAGED = Set.of(3, 5, 6, 7, 8, 10, 13, 14);

    private static final int FULL = 13;
    private static final int PRIMARY_CODE = 0xff;

    private final Path file;

    SpoolFile(Path directory) {
        this.file = directory.resolve("spool.db");
    }

    /** Whether it was the disk that had no room. */
    static boolean isFull(SQLException refused) {
        return (refused.getErrorCode() & PRIMARY_CODE) == FULL;
    }

    /**
     * @param newBoot numbering of a spool that is made now
     * @throws SpoolException when the file belongs to another agent
     */
    Connection open(AgentId agent, BootId newBoot, Instant now) throws SQLException, IOException {
        try {
            return sound(agent, newBoot);
        } catch (SQLException damaged) {
            if (NOT_DAMAGED.contains(damaged.getErrorCode())) {
                throw damaged;
            }
            Path aside = setAside(now);
            LOG.error(
                    "spool is damaged ({}); set aside as {}, results in it are not sent; starting boot {}",
                    damaged.getMessage(),
                    aside,
                    newBoot);
            return sound(agent, newBoot);
        }
    }

    private Connection sound(AgentId agent, BootId newBoot) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try {
            prepare(connection, agent, newBoot);
            return connection;
        } catch (SQLException | SpoolException unusable) {
            connection.close();
            throw unusable;
        }
    }

    private static void prepare(Connection connection, AgentId agent, BootId newBoot) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=FULL");
            statement.execute("PRAGMA journal_size_limit=16777216");
            checkPages(statement);
            for (String table : SCHEMA) {
                statement.execute(table);
            }
        }
        claim(connection, agent, newBoot);
    }

    private static void checkPages(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            String verdict = rows.next() ? rows.getString(1) : "no verdict";
            if (!"ok".equals(verdict)) {
                throw new SQLException(verdict);
            }
        }
    }

    private static void claim(Connection connection, AgentId agent, BootId newBoot) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO boot VALUES (1, ?, ?, 1)")) {
            insert.setLong(1, newBoot.value());
            insert.setString(2, agent.value());
            insert.executeUpdate();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT agent FROM boot")) {
            String owner = rows.next() ? rows.getString(1) : "";
            if (!owner.equals(agent.value())) {
                throw new SpoolException("data-directory: expected the spool of agent " + agent
                        + ". Found: that of agent " + owner + ". Give each agent its own data-directory");
            }
        }
    }

    private Path setAside(Instant now) throws IOException {
        Path aside = file.resolveSibling("spool.db.damaged-" + now.getEpochSecond());
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path part = Path.of(file + suffix);
            if (Files.exists(part)) {
                Files.move(part, Path.of(aside + suffix));
            }
        }
        return aside;
    }
}
