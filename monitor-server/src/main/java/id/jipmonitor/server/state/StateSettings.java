package id.jipmonitor.server.state;

import id.jipmonitor.protocol.settings.Secret;
import java.nio.file.Path;

/** Where incidents, outbox, users and audit are kept. */
public sealed interface StateSettings {
    /** In one file of this machine. */
    record Sqlite(Path file) implements StateSettings {}

    /**
     * In a database server.
     *
     * @param url JDBC address that begins with {@code jdbc:postgresql://}
     */
    record Postgresql(String url, String user, Secret password) implements StateSettings {}
}
