package id.jipmonitor.server.store.influx;

import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Database and retention policy: made where they are missing and this generation of InfluxDB lets us, checked otherwise. A
 * policy that keeps another time than the setting says is never altered: shorter would delete, longer fills a disk.
 */
final class Preparation {
    private static final Pattern GO_DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    private final Connection connection;
    private final Influx settings;

    Preparation(Connection connection) {
        this.connection = connection;
        this.settings = connection.settings();
    }

    /** @throws StoreException when something is missing and cannot be made, or is not as the settings say */
    void make() {
        if (settings.madeByOperator()) {
            check();
            return;
        }
        if (!databaseExists()) {
            connection.query("CREATE DATABASE \"" + settings.database() + "\"");
        }
        if (settings.policy().isPresent()) {
            policy(settings.policy().get());
        }
    }

    /** @throws StoreException when something is missing */
    void check() {
        if (!databaseExists()) {
            throw new StoreException(connection.where() + "the database " + settings.database()
                    + ". Found: none of that name. "
                    + (settings.madeByOperator()
                            ? "Create it; on 2.x a bucket of that name, or a DBRP mapping to one"
                            : "Create it, or restart the server to have it made"));
        }
        if (!settings.madeByOperator()
                && settings.policy().isPresent()
                && kept(settings.policy().get()).isEmpty()) {
            throw missing(settings.policy().get(), "Create it, or restart the server to have it made");
        }
    }

    private void policy(String name) {
        Optional<Duration> found = kept(name);
        Optional<Duration> wanted = settings.retention();
        if (found.isEmpty()) {
            Duration duration =
                    wanted.orElseThrow(() -> missing(name, "Create it, or set `store.retention` to have it made"));
            connection.query("CREATE RETENTION POLICY \"" + name + "\" ON \"" + settings.database() + "\" DURATION "
                    + duration.toHours() + "h REPLICATION 1");
        } else if (wanted.isPresent() && !wanted.get().equals(found.get())) {
            throw new StoreException(connection.where() + "the retention policy " + name + " to keep "
                    + days(wanted.get()) + ", as `store.retention` says. Found: " + days(found.get())
                    + ". Change the setting, or: ALTER RETENTION POLICY \"" + name + "\" ON \"" + settings.database()
                    + "\" DURATION " + wanted.get().toHours() + "h");
        }
    }

    private StoreException missing(String policy, String advice) {
        return new StoreException(connection.where() + "the retention policy " + policy + " of database "
                + settings.database() + ". Found: none of that name. " + advice);
    }

    private boolean databaseExists() {
        return connection.query("SHOW DATABASES").stream()
                .anyMatch(row -> row.text("name").equals(settings.database()));
    }

    /** How long a policy keeps points, zero for ever; empty when there is none of that name. */
    private Optional<Duration> kept(String policy) {
        return connection.query("SHOW RETENTION POLICIES ON \"" + settings.database() + "\"").stream()
                .filter(row -> row.text("name").equals(policy))
                .map(row -> duration(row.text("duration")))
                .findFirst();
    }

    private static Duration duration(String text) {
        Matcher parts = GO_DURATION.matcher(text);
        if (!parts.matches()) {
            throw new StoreException("influxdb store: expected a duration like 168h0m0s. Found: " + text);
        }
        long[] numbers = Stream.of(1, 2, 3)
                .mapToLong(group -> parts.group(group) == null ? 0 : Long.parseLong(parts.group(group)))
                .toArray();
        return Duration.ofHours(numbers[0]).plusMinutes(numbers[1]).plusSeconds(numbers[2]);
    }

    private static String days(Duration duration) {
        if (duration.isZero()) {
            return "everything";
        }
        return duration.toHours() % 24 == 0 ? duration.toDays() + " d" : duration.toHours() + " h";
    }
}
