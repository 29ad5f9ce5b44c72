package id.jipmonitor.server.state;

import id.jipmonitor.protocol.settings.Secret;
import java.nio.file.Path;

/** Where incidents, outbox, users and audit are kept. */
public sealed interface StateSettings {
    /**
     * In one file of this machine.
     *
     * @param file seen from the data directory unless absolute
     */
    record Sqlite(Path file) implements StateSettings {
        /** The file's usual name. */
        public static final Sqlite DEFAULT = new Sqlite(Path.of("state.db"));
    }

    /**
     * In a database server. The database exists and the user may create tables in it.
     *
     * @param url JDBC address that begins with {@code jdbc:postgresql://}, without credentials
     */
    record PostgreSql(String url, String user, Secret password) implements StateSettings {
        private static final String PREFIX = "jdbc:postgresql://";

        /** @throws IllegalArgumentException when the address is not PostgreSQL's or carries a password */
        public PostgreSql {
            if (!url.startsWith(PREFIX)) {
                throw new IllegalArgumentException("state url: expected " + PREFIX + "host:port/database. Found: "
                        + url.substring(0, Math.min(url.length(), PREFIX.length())) + "...");
            }
            if (url.contains("password=")) {
                throw new IllegalArgumentException(
                        "state url: expected no password in it; set `password` instead. Found: password=...");
            }
        }
    }
}
