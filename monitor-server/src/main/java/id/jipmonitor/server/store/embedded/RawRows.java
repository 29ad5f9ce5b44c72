package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Level;
import id.jipmonitor.server.store.Series;
import java.util.List;
import java.util.function.Consumer;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Reads the raw results of one series: single rows and blocks of a column family, merged by start. A block lies within an
 * hour, and blocks of an hour do not overlap. A single result beside a block came later, and replaces one of the same start.
 */
final class RawRows {
    private final Series series;
    private final long first;
    private final long end;
    private final Consumer<RecordedResult> each;
    private final KeyTaker keys;
    private List<RecordedResult> block = List.of();
    private int next;
    private long lastSingle = -1;

    /** Is told of each row that was read. */
    interface KeyTaker {
        void key(Part day, byte[] key) throws RocksDBException;
    }

    private RawRows(Series series, long first, long end, Consumer<RecordedResult> each, KeyTaker keys) {
        this.series = series;
        this.first = first;
        this.end = end;
        this.each = each;
        this.keys = keys;
    }

    /** Hands out those with first <= start < end, microseconds, in order of start. */
    static void scan(
            Engine engine, RocksDB database, Series series, int id, long first, long end, Consumer<RecordedResult> each)
            throws RocksDBException {
        scan(engine, database, series, id, first, end, each, (_, _) -> {});
    }

    static void scan(
            Engine engine,
            RocksDB database,
            Series series,
            int id,
            long first,
            long end,
            Consumer<RecordedResult> each,
            KeyTaker keys)
            throws RocksDBException {
        if (first >= end) {
            return;
        }
        for (Part day : engine.days().between(first, end)) {
            if (day.guard().enter()) {
                try {
                    new RawRows(series, first, end, each, keys).read(database, day, id);
                } finally {
                    day.guard().leave();
                }
            }
        }
    }

    private void read(RocksDB database, Part day, int id) throws RocksDBException {
        try (Slice bound = new Slice(Key.of(id, end));
                ReadOptions options = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator rows = database.newIterator(day.handle(), options)) {
            for (rows.seek(Key.of(id, Level.HOUR.floor(first))); rows.isValid(); rows.next()) {
                byte[] key = rows.key();
                long start = Key.micros(key);
                if (Block.isKey(key)) {
                    handOutBefore(Long.MAX_VALUE);
                    block = Block.unpack(series, start, rows.value(), first);
                    next = 0;
                } else {
                    single(start, rows);
                }
                keys.key(day, key);
            }
            rows.status();
            handOutBefore(Long.MAX_VALUE);
        }
    }

    private void single(long start, RocksIterator rows) {
        handOutBefore(start);
        lastSingle = start;
        if (start >= first) {
            each.accept(Packing.unpack(series, Key.instant(start), rows.value()));
        }
    }

    private void handOutBefore(long bound) {
        while (next < block.size()) {
            RecordedResult packed = block.get(next);
            long start = Key.micros(packed.result().startedAt());
            if (start >= bound) {
                return;
            }
            if (start >= first && start < end && start != lastSingle) {
                each.accept(packed);
            }
            next++;
        }
    }
}
