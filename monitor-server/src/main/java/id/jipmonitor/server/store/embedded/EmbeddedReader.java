package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.MeasureRollup;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Rollup;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Reads the results of an embedded store. */
public final class EmbeddedReader implements ResultReader {
    private final Engine engine;
    private final SeriesNames names;

    EmbeddedReader(Engine engine, SeriesNames names) {
        this.engine = engine;
        this.names = names;
        engine.use("read the names of series", _ -> {
            engine.loadNames(names);
            names.present(engine.withResults(names.all()));
            return true;
        });
    }

    /**
     * Opens the store for reading while another process may be writing to it. Sees everything that was appended before the
     * call, nothing that is appended later.
     *
     * @throws StoreException when there is no store in that directory or it cannot be read
     */
    public static EmbeddedReader openBeside(Path directory) {
        return new EmbeddedReader(Opening.beside(directory), new SeriesNames());
    }

    @Override
    public void scan(Series series, Instant from, Instant to, Consumer<RecordedResult> each) {
        OptionalInt id = names.find(series);
        long first = Key.micros(from);
        long end = Key.micros(to);
        if (id.isEmpty() || first >= end) {
            return;
        }
        engine.use("read " + series.agent() + "/" + series.probe(), database -> {
            for (Day day : engine.days()
                    .subMap(Key.day(first), true, Key.day(end - 1), true)
                    .values()) {
                if (day.guard().enter()) {
                    try {
                        scan(database, day, Key.of(id.getAsInt(), first), Key.of(id.getAsInt(), end), series, each);
                    } finally {
                        day.guard().leave();
                    }
                }
            }
            return true;
        });
    }

    @Override
    public List<Bucket> query(Query query) {
        Rollup rollup = new Rollup(query);
        scan(query.series(), query.from(), query.to(), rollup::add);
        return rollup.buckets();
    }

    @Override
    public List<MeasureBucket> query(MeasureQuery query) {
        MeasureRollup rollup = new MeasureRollup(query);
        scan(query.over().series(), query.over().from(), query.over().to(), rollup::add);
        return rollup.buckets();
    }

    @Override
    public Set<Series> series() {
        return names.present();
    }

    @Override
    public void close() {
        engine.close();
    }

    private static void scan(
            RocksDB database, Day day, byte[] first, byte[] end, Series series, Consumer<RecordedResult> each)
            throws RocksDBException {
        try (Slice bound = new Slice(end);
                ReadOptions options = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator rows = database.newIterator(day.handle(), options)) {
            for (rows.seek(first); rows.isValid(); rows.next()) {
                each.accept(Packing.unpack(series, Key.instant(Key.micros(rows.key())), rows.value()));
            }
            rows.status();
        }
    }
}
