package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Results in InfluxDB, by its v1 API. An append returns when InfluxDB has every result, or a file beside the server has those that
 * it refuses for ever; durability is InfluxDB's ({@code wal-fsync-delay = "0s"}, its default, syncs each write). Points older
 * than the retention policy are not kept.
 *
 * <p>Not promised: if two different results claim the same series and microsecond, fields of both may be mixed.
 */
public final class InfluxStore implements ResultStore {
    private final Connection connection;
    private final Preparation preparation;
    private final Deliveries deliveries;
    private final InfluxReader reader;

    private InfluxStore(Connection connection, Preparation preparation, DeadLetters refused) {
        this.connection = connection;
        this.preparation = preparation;
        this.reader = new InfluxReader(connection);
        this.deliveries = new Deliveries(new Delivery(
                connection.where(),
                connection::write,
                refused::add,
                new Delivery.Time(System::nanoTime, new Random())));
    }

    /**
     * Connects, and makes database and retention policy if they are missing.
     *
     * @param refused the file for results that InfluxDB will never take
     * @throws StoreException when the server does not answer, refuses the user, or what is missing cannot be made
     */
    public static InfluxStore open(Influx settings, Path refused) {
        Connection connection = new Connection(settings);
        Preparation preparation = prepared(connection, Preparation::make);
        return new InfluxStore(connection, preparation, new DeadLetters(refused));
    }

    /** Connects to a database that must exist, to read it. */
    public static ResultReader openBeside(Influx settings) {
        Connection connection = new Connection(settings);
        var _ = prepared(connection, Preparation::check);
        return new InfluxReader(connection);
    }

    private static Preparation prepared(Connection connection, Consumer<Preparation> prepare) {
        Preparation preparation = new Preparation(connection);
        try {
            prepare.accept(preparation);
            return preparation;
        } catch (StoreException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void append(List<RecordedResult> results) {
        deliveries.write(results);
    }

    @Override
    public void scan(Series series, Instant from, Instant to, Consumer<RecordedResult> each) {
        reader.scan(series, from, to, each);
    }

    @Override
    public List<Bucket> query(Query query) {
        return reader.query(query);
    }

    @Override
    public List<MeasureBucket> query(MeasureQuery query) {
        return reader.query(query);
    }

    @Override
    public Set<Series> series() {
        return reader.series();
    }

    @Override
    public void check() {
        preparation.check();
    }

    @Override
    public void close() {
        deliveries.close();
        connection.close();
    }
}
