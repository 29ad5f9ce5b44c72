package id.jipmonitor.server.store;

import id.jipmonitor.protocol.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where results are kept, one record per type of store. */
public sealed interface StoreSettings {
    /**
     * In files of this machine; the default.
     *
     * @param directory seen from the data directory unless absolute
     * @param retention how long what is kept
     */
    record Embedded(Path directory, Retention retention) implements StoreSettings {
        /** What applies when nothing is set. */
        public static final Embedded DEFAULT = new Embedded(Path.of("results"), Retention.DEFAULT);
    }

    /**
     * In an InfluxDB that serves the v1 API: 1.x, or 2.x and 3 Core through their compatibility end points.
     *
     * @param url for instance {@code http://localhost:8086}, without credentials
     * @param database made at start if it is missing and the user may do so
     * @param credentials empty when the server asks for none; a token is the password of any user
     * @param authorities certificates in PEM that sign the server's; empty for those that Java trusts
     * @param serverVersion 1, 2 or 3; the later two have no statements that make databases and retention policies
     * @param policy retention policy that is written and read; empty for the database's default
     * @param retention what the policy keeps, whole hours; empty when that is not this server's business
     */
    record Influx(
            URI url,
            String database,
            Optional<Credentials> credentials,
            Optional<Path> authorities,
            int serverVersion,
            Optional<String> policy,
            Optional<Duration> retention)
            implements StoreSettings {
        /** The policy that is made when only its retention is set. */
        public static final String USUAL_POLICY = "jip";

        private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

        /** InfluxDB 1.x as it comes: no TLS of its own, the database's default retention policy. */
        public Influx(URI url, String database, Optional<Credentials> credentials) {
            this(url, database, credentials, Optional.empty(), 1, Optional.empty(), Optional.empty());
        }

        /** Whether database and retention policy can only be made by an operator. */
        public boolean madeByOperator() {
            return serverVersion > 1;
        }

        /** A user of the InfluxDB server. */
        public record Credentials(String user, Secret password) {
            /** @throws IllegalArgumentException when the user is empty */
            public Credentials {
                if (user.isBlank()) {
                    throw new IllegalArgumentException(
                            "store user: expected a name; leave user and password out if the server asks for none."
                                    + " Found: \"\"");
                }
            }
        }

        /** @throws IllegalArgumentException when the address is not http(s) or the database is misspelt */
        public Influx {
            String scheme = String.valueOf(url.getScheme());
            if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
                throw new IllegalArgumentException("store url: expected http://host:port or https://host:port. Found: "
                        + scheme + "://" + url.getHost());
            }
            if (url.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "store url: expected no user in it; set `user` and `password` instead. Found: user@"
                                + url.getHost());
            }
            if (!DATABASE.matcher(database).matches()) {
                throw new IllegalArgumentException("store database: expected 1 to 64 of A-Z a-z 0-9 . _ -. Found: "
                        + database.length() + " characters");
            }
            if (serverVersion > 1 && retention.isPresent()) {
                throw new IllegalArgumentException("store retention: expected none with server_version " + serverVersion
                        + ", which keeps it with the bucket or database. Found: " + retention.get());
            }
        }
    }
}
