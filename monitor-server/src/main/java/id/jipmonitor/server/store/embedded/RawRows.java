package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Series;
import java.util.function.Consumer;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/** Reads raw results of one series. */
final class RawRows {
    private RawRows() {}

    /** Hands out those with first <= start < end, microseconds, in order of start. */
    static void scan(
            Engine engine, RocksDB database, Series series, int id, long first, long end, Consumer<RecordedResult> each)
            throws RocksDBException {
        if (first >= end) {
            return;
        }
        for (Part day : engine.days().between(first, end)) {
            if (day.guard().enter()) {
                try {
                    scan(database, day, Key.of(id, first), Key.of(id, end), series, each);
                } finally {
                    day.guard().leave();
                }
            }
        }
    }

    private static void scan(
            RocksDB database, Part day, byte[] first, byte[] end, Series series, Consumer<RecordedResult> each)
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
