package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Retention;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.Space;
import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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
 * they come are not kept, as if retention had met them a moment later. What is too old is dropped by {@link #tend}, in
 * whole days, months and years.
 */
public final class EmbeddedStore implements ResultStore {
    /** Space that must be free for an append, so that RocksDB itself never meets a full disk. */
    static final long LEAST_FREE_BYTES = 128L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStore.class);
    private static final int DAYS_AHEAD = 2;

    private final Path directory;
    private final InstantSource clock;
    private final LongSupplier freeBytes;
    private final Engine engine;
    private final SeriesNames names = new SeriesNames();
    private final EmbeddedReader reader;
    private final Marks marks;
    private final Folder folder;
    private final Expiry expiry;

    private EmbeddedStore(Path directory, Retention retention, InstantSource clock, LongSupplier freeBytes) {
        this.directory = directory;
        this.clock = clock;
        this.freeBytes = freeBytes;
        this.engine = Opening.forWriting(directory);
        this.reader = new EmbeddedReader(engine, names);
        this.marks = engine.use("read which hours are to be folded", database -> Marks.open(engine, database));
        this.folder = new Folder(engine, names, marks);
        this.expiry = new Expiry(engine, names, retention);
    }

    /**
     * Opens the store, or makes it.
     *
     * @throws StoreException when another process has it open (the message names it) or it cannot be read or written
     */
    public static EmbeddedStore open(Path directory, Retention retention, InstantSource clock) {
        return open(directory, retention, clock, () -> freeBytes(directory));
    }

    static EmbeddedStore open(Path directory, Retention retention, InstantSource clock, LongSupplier freeBytes) {
        return new EmbeddedStore(directory, retention, clock, freeBytes);
    }

    @Override
    public void append(List<RecordedResult> results) {
        requireSpace();
        Appending batch = engine.use("append " + results.size() + " results", database -> {
            long first = expiry.firstDay(today());
            try (Appending appending = new Appending(engine, names, marks, first, today() + DAYS_AHEAD)) {
                for (RecordedResult each : results) {
                    appending.add(each);
                }
                appending.write(database);
                return appending;
            }
        });
        if (batch.tooOld() > 0) {
            LOG.warn("{} results older than the retention of raw results were not kept", batch.tooOld());
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

    /** Folds in turns of some 100,000 results; at the end of a pass drops what is too old. */
    @Override
    public boolean tend() {
        if (freeBytes.getAsLong() < LEAST_FREE_BYTES) {
            expiry.drop(today());
            return false;
        }
        boolean more = folder.turn(clock.instant());
        if (!more) {
            expiry.drop(today());
        }
        return more;
    }

    @Override
    public List<Space> space() {
        return reader.space();
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
