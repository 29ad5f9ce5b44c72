package id.jipmonitor.server.store.influx;

import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.influxdb.InfluxDB;
import org.influxdb.InfluxDB.ConsistencyLevel;
import org.influxdb.InfluxDBException;
import org.influxdb.InfluxDBFactory;
import org.influxdb.dto.QueryResult;
import org.jspecify.annotations.Nullable;

/** The client, and what the failures of its questions mean to an operator. */
final class Connection implements AutoCloseable {
    private final Influx settings;
    private final @Nullable String policy;
    private final InfluxDB client;

    Connection(Influx settings) {
        this.settings = settings;
        this.policy = settings.policy().orElse(null);
        OkHttpClient.Builder http = Wire.client(settings);
        String url = settings.url().toString();
        this.client = settings.credentials()
                .map(user -> InfluxDBFactory.connect(
                        url, user.user(), user.password().reveal(), http))
                .orElseGet(() -> InfluxDBFactory.connect(url, http));
    }

    Influx settings() {
        return settings;
    }

    /**
     * Writes lines in microseconds.
     *
     * @throws RefusedException when the server answered with something else than success
     * @throws IOException when it did not answer
     */
    void write(String lines) throws IOException {
        try {
            client.write(settings.database(), policy, ConsistencyLevel.ALL, TimeUnit.MICROSECONDS, lines);
        } catch (InfluxDBException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
        }
    }

    /** The measurement as a query names it. */
    String from(String measurement) {
        return policy == null ? measurement : "\"" + policy + "\"." + measurement;
    }

    List<Row> query(String influxQl) {
        return Row.of(ask(influxQl));
    }

    /** The tags of each series of the answer. */
    List<Map<String, String>> querySeries(String influxQl) {
        return Row.tags(ask(influxQl));
    }

    /** Begins every message: which store, and that something was expected of it. */
    String where() {
        return "influxdb store " + settings.url() + ": expected ";
    }

    @Override
    public void close() {
        client.close();
    }

    private QueryResult ask(String influxQl) {
        QueryResult answer;
        try {
            answer = client.query(
                    new org.influxdb.dto.Query(influxQl, settings.database(), true), TimeUnit.MICROSECONDS);
        } catch (InfluxDBException e) {
            throw new StoreException(
                    where() + "it to answer. Found: " + e.getMessage() + ". "
                            + (e instanceof InfluxDBException.AuthorizationFailedException
                                    ? "Check user and password"
                                    : "Check that InfluxDB runs and has space"),
                    e);
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
}
