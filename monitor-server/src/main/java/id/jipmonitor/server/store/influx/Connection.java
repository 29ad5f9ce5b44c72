package id.jipmonitor.server.store.influx;

import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDB.ConsistencyLevel;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.BatchPoints;
import org.influxdb.dto.Point;
import org.influxdb.dto.QueryResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client, its limits, and what its failures mean to an operator. */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int POINTS_A_REQUEST = 5_000;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Influx settings;
    private final InfluxDB client;

    Connection(Influx settings) {
        this.settings = settings;
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(ANSWER)
                .writeTimeout(ANSWER);
        String url = settings.url().toString();
        this.client = settings.credentials()
                .map(user -> InfluxDBFactory.connect(
                        url, user.user(), user.password().reveal(), http))
                .orElseGet(() -> InfluxDBFactory.connect(url, http))
                .setDatabase(settings.database())
                .enableGzip();
    }

    void prepareDatabase() {
        if (!exists()) {
            ask("CREATE DATABASE \"" + settings.database() + "\"");
        }
    }

    void check() {
        if (!exists()) {
            throw new StoreException(where() + "the database " + settings.database()
                    + ". Found: none of that name. Create it, or restart the server to have it made");
        }
    }

    /** Returns when the server has every point; otherwise throws, and writing them again is safe. */
    void write(List<Point> points) {
        for (int i = 0; i < points.size(); i += POINTS_A_REQUEST) {
            BatchPoints request = BatchPoints.database(settings.database())
                    .consistency(ConsistencyLevel.ALL)
                    .precision(TimeUnit.MICROSECONDS)
                    .points(points.subList(i, Math.min(points.size(), i + POINTS_A_REQUEST)))
                    .build();
            try {
                client.write(request);
            } catch (InfluxDBException.PointsBeyondRetentionPolicyException e) {
                // What the policy would delete at once is lost by the operator's wish; the rest was written.
                LOG.warn("results older than the database's retention policy were not kept: {}", e.getMessage());
            } catch (InfluxDBException e) {
                throw failed("take " + points.size() + " points", e);
            }
        }
    }

    List<Row> query(String influxQl) {
        return Row.of(ask(influxQl));
    }

    @Override
    public void close() {
        client.close();
    }

    private boolean exists() {
        return query("SHOW DATABASES").stream().anyMatch(row -> row.text("name").equals(settings.database()));
    }

    private QueryResult ask(String influxQl) {
        QueryResult answer;
        try {
            answer = client.query(
                    new org.influxdb.dto.Query(influxQl, settings.database(), true), TimeUnit.MICROSECONDS);
        } catch (InfluxDBException e) {
            throw failed("answer", e);
        }
        String error = answer.hasError()
                ? answer.getError()
                : answer.getResults().stream()
                        .filter(QueryResult.Result::hasError)
                        .map(QueryResult.Result::getError)
                        .findFirst()
                        .orElse("");
        if (!error.isEmpty()) {
            throw new StoreException(where() + "an answer. Found: " + error);
        }
        return answer;
    }

    private StoreException failed(String expected, InfluxDBException e) {
        String what = switch (e) {
            case InfluxDBException.AuthorizationFailedException _ -> "Check user and password";
            case InfluxDBException.DatabaseNotFoundException _ -> "Restart the server to have it made";
            case InfluxDBException.FieldTypeConflictException _ ->
                "This batch can never be written here: use a database of the server's own";
            default -> "Check that InfluxDB runs and has space";
        };
        return new StoreException(where() + "it to " + expected + ". Found: " + e.getMessage() + ". " + what, e);
    }

    private String where() {
        return "influxdb store " + settings.url() + ": expected ";
    }
}
