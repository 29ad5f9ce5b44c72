package id.jipmonitor.server.store.embedded;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Which hours of which series have results that no rollup has seen. A mark is written with the first result that makes it
 * needed, in the same batch, and removed in the batch that writes the hour's rollups. Column family {@value #FAMILY}:
 *
 * <pre>
 *   | series u32 | hour since 1970 u32 | epoch u64 |  ->  nothing
 *   | 0          | day since 1970 u32  | 0         |  ->  series u32: of this day, series from that one on are not folded
 *   | ff ff ff ff                                  |  ->  nothing; without it the store is older than its marks
 * </pre>
 *
 * <p>A batch belongs to the epoch that it was begun in, and writes a mark only if no batch of its epoch has done so. Whoever
 * wants to fold opens the next epoch and waits until the batches of those before are done. From then on a result that it
 * cannot see yet brings a mark of a later epoch, which it leaves alone.
 */
final class Marks {
    static final String FAMILY = "marks";
    private static final byte[] READY = {-1, -1, -1, -1};
    private static final byte[] NOTHING = {};
    private static final int KEY_BYTES = 16;
    /** Beyond it marks are written again, which costs a little and changes nothing. */
    private static final int MOST_NOTED = 500_000;

    private final ColumnFamilyHandle family;
    private volatile Epoch epoch;

    /**
     * Batches that were begun in the same stretch of time.
     *
     * @param guard entered by each of them
     * @param noted marks that are on disk, as {@link #unit}
     */
    record Epoch(long number, Guard guard, Set<Long> noted) {
        private static Epoch of(long number) {
            return new Epoch(number, new Guard(() -> {}), ConcurrentHashMap.newKeySet());
        }
    }

    private Marks(ColumnFamilyHandle family, Epoch epoch) {
        this.family = family;
        this.epoch = epoch;
    }

    /** Opens them for writing; in a store that had none, every day there is has to be folded. */
    static Marks open(Engine engine, RocksDB database) throws RocksDBException {
        ColumnFamilyHandle family = engine.made(FAMILY);
        if (database.get(family, READY) == null) {
            try (WriteBatch writes = new WriteBatch()) {
                for (Part day : engine.days().all()) {
                    writes.put(family, key(0, day.number(), 0), SeriesNames.value(0));
                }
                writes.put(family, READY, NOTHING);
                database.write(engine.tuning().durable(), writes);
            }
        }
        long newest = 0;
        Set<Long> noted = new HashSet<>();
        try (RocksIterator each = database.newIterator(family)) {
            for (each.seekToFirst(); each.isValid(); each.next()) {
                byte[] key = each.key();
                if (key.length == KEY_BYTES) {
                    newest = Math.max(newest, epoch(key));
                    noted.add(unit(Key.series(key), hour(key)));
                }
            }
            each.status();
        }
        Epoch first = Epoch.of(newest + 1);
        first.noted.addAll(noted);
        return new Marks(family, first);
    }

    static boolean areIn(RocksDB database, ColumnFamilyHandle family) throws RocksDBException {
        return database.get(family, READY) != null;
    }

    static long unit(int series, long hour) {
        return (long) series << 32 | hour;
    }

    static byte[] key(int series, long hour, long epoch) {
        return ByteBuffer.allocate(KEY_BYTES)
                .putInt(series)
                .putInt((int) hour)
                .putLong(epoch)
                .array();
    }

    /** Whether it is a mark and no other key of the family. */
    static boolean isMark(byte[] key) {
        return key.length == KEY_BYTES;
    }

    static long hour(byte[] key) {
        return ByteBuffer.wrap(key).getInt(4);
    }

    static long epoch(byte[] key) {
        return ByteBuffer.wrap(key).getLong(8);
    }

    ColumnFamilyHandle family() {
        return family;
    }

    /** The epoch that a batch begins in; its guard must be left when the batch is done. */
    Epoch enter() {
        while (true) {
            Epoch now = epoch;
            if (now.guard.enter()) {
                return now;
            }
        }
    }

    /** Adds a mark to a batch if it needs one. */
    void mark(WriteBatch writes, Epoch within, int series, long hour) throws RocksDBException {
        if (!within.noted.contains(unit(series, hour))) {
            writes.put(family, key(series, hour, within.number), NOTHING);
        }
    }

    /** The batch that marked these was written. To be called before it leaves its epoch. */
    static void written(Epoch within, Set<Long> units) {
        if (within.noted.size() > MOST_NOTED) {
            within.noted.clear();
        }
        within.noted.addAll(units);
    }

    /**
     * Opens the next epoch. When it returns, every batch of the epochs before is done.
     *
     * @param taken what will be folded, so that results that come now mark it again
     * @return the last epoch whose marks may be removed
     */
    long turn(Set<Long> taken) {
        Epoch old = epoch;
        Epoch next = Epoch.of(old.number + 1);
        epoch = next;
        old.guard.end();
        for (Long each : old.noted) {
            if (!taken.contains(each)) {
                next.noted.add(each);
            }
        }
        return old.number;
    }

    /** Where the folding of a day that is older than the marks goes on: the first series to do. */
    OptionalInt progress(RocksDB database, long day) throws RocksDBException {
        byte[] value = database.get(family, key(0, day, 0));
        return value == null
                ? OptionalInt.empty()
                : OptionalInt.of(ByteBuffer.wrap(value).getInt());
    }
}
