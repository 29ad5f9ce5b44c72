package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The default store: RocksDB in a directory of this machine, one process at a time.
 *
 * <p>An append is one write batch whose log is synced before it returns. Results that are older than the retention when
 * they come are not kept, as if retention had met them a moment later. Days are dropped whole when the first result of a
 * new day arrives and at opening; a day is old when it lies the retention before the newest day that has results, or
 * before now if that is earlier, so that a clock that jumps ahead drops nothing.
 */
public final class EmbeddedStore implements ResultStore {
    /** Space that must be free for an append, so that RocksDB itself never meets a full disk. */
    static final long LEAST_FREE_BYTES = 128L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    private static final int DAYS_AHEAD = 2;

    private final Path directory;
    private final long retentionDays;
    private final InstantSource clock;
    private final LongSupplier freeBytes;
    private final Engine engine;
    private final SeriesNames names = new SeriesNames();
    private final EmbeddedReader reader;

    private EmbeddedStore(Path directory, Duration retention, InstantSource clock, LongSupplier freeBytes) {
        this.directory = directory;
        this.retentionDays = retention.toDays();
        this.clock = clock;
        this.freeBytes = freeBytes;
        this.engine = Opening.forWriting(directory);
        this.reader = new EmbeddedReader(engine, names);
        dropOld();
    }

    /**
     * Opens the store, or makes it.
     *
     * @param retention whole days
     * @throws StoreException when another process has it open (the message names it) or it cannot be read or written
     */
    public static EmbeddedStore open(Path directory, Duration retention, InstantSource clock) {
        return open(directory, retention, clock, () -> freeBytes(directory));
    }

    static EmbeddedStore open(Path directory, Duration retention, InstantSource clock, LongSupplier freeBytes) {
        return new EmbeddedStore(directory, retention, clock, freeBytes);
    }

    @Override
    public void append(List<RecordedResult> results) {
        requireSpace();
        long newest = engine.days().isEmpty() ? Long.MIN_VALUE : engine.days().lastKey();
        Appending batch = engine.use("append " + results.size() + " results", database -> {
            try (Appending appending = new Appending(engine, names, firstDay(), today() + DAYS_AHEAD)) {
                for (RecordedResult each : results) {
                    appending.add(each);
                }
                appending.write(database);
                return appending;
            }
        });
        if (batch.tooOld() > 0) {
            LOG.warn("{} results older than the retention of {} days were not kept", batch.tooOld(), retentionDays);
        }
        if (!engine.days().isEmpty() && engine.days().lastKey() > newest) {
            dropOld();
        }
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
        requireSpace();
        long stopped =
                engine.use("ask for its health", database -> database.getLongProperty("rocksdb.is-write-stopped"));
        long errors =
                engine.use("ask for its health", database -> database.getLongProperty("rocksdb.background-errors"));
        if (stopped != 0 || errors != 0) {
            throw new StoreException("embedded store " + directory + ": expected to accept writes. Found: "
                    + (stopped != 0 ? "writes stopped" : errors + " background errors")
                    + ". See " + directory.resolve("db/LOG") + ", then restart the server");
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    private void requireSpace() {
        long free = freeBytes.getAsLong();
        if (free < LEAST_FREE_BYTES) {
            throw new StoreException("embedded store " + directory + ": expected at least " + (LEAST_FREE_BYTES >> 20)
                    + " MiB free. Found: " + (free >> 20) + " MiB. Free some space or shorten the retention");
        }
    }

    private void dropOld() {
        List<Day> dropped = engine.use("drop days older than the retention", _ -> {
            List<Day> old = engine.dropBefore(firstDay());
            if (!old.isEmpty()) {
                names.present(engine.withResults(names.all()));
            }
            return old;
        });
        for (Day each : dropped) {
            LOG.info("dropped {}, older than {} days", LocalDate.ofEpochDay(each.number()), retentionDays);
        }
    }

    /** The oldest day that is kept. */
    private long firstDay() {
        long newest = engine.days().isEmpty() ? today() : engine.days().lastKey();
        return Math.min(today(), newest) - retentionDays;
    }

    private long today() {
        return Key.day(Key.micros(clock.instant()));
    }

    private static long freeBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw new StoreException(
                    "embedded store " + directory + ": expected to ask for free space. Found: " + e, e);
        }
    }
}
