package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Level;
import id.jipmonitor.server.store.Series;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Reads a stretch of one series by the coarsest rows there are: whole days from days, what is left of hours from hours, and
 * so on; single results where a mark says that no rollup has seen them all, and at the edges. So the answer is that of the
 * results at every moment, whatever has been folded.
 */
final class LevelReader {
    private final Engine engine;
    private final RocksDB database;
    private final Series series;
    private final int id;
    private final int kind;
    private final List<Level> levels;
    private final Taker taker;
    private final NavigableSet<Long> marked = new TreeSet<>();

    /** Takes what is read, in order of time. */
    interface Taker {
        void row(long start, byte[] packed);

        void result(RecordedResult result);
    }

    /**
     * @param kind of rows
     * @param levels that have such rows
     */
    LevelReader(Engine engine, RocksDB database, Series series, int id, int kind, List<Level> levels, Taker taker) {
        this.engine = engine;
        this.database = database;
        this.series = series;
        this.id = id;
        this.kind = kind;
        this.levels = levels;
        this.taker = taker;
    }

    /**
     * Reads [first, end), microseconds.
     *
     * @param level the coarsest to be used; empty to read results only
     */
    void read(Optional<Level> level, long first, long end) throws RocksDBException {
        Optional<ColumnFamilyHandle> marks = engine.family(Marks.FAMILY);
        if (level.isPresent() && marks.isPresent() && Marks.areIn(database, marks.get())) {
            loadMarks(marks.get(), first, end);
            walk(level, first, end);
        } else {
            RawRows.scan(engine, database, series, id, first, end, taker::result);
        }
    }

    private void walk(Optional<Level> level, long first, long end) throws RocksDBException {
        if (level.isEmpty()) {
            RawRows.scan(engine, database, series, id, first, end, taker::result);
            return;
        }
        Level rows = level.get();
        long inner = rows.floor(first) == first ? first : rows.floor(first) + rows.micros();
        long innerEnd = rows.floor(end);
        if (inner >= innerEnd) {
            walk(finer(rows), first, end);
            return;
        }
        walkIfAny(finer(rows), first, inner);
        long at = inner;
        while (at < innerEnd) {
            long dirty = Math.clamp(nextDirt(unit(rows), at), at, innerEnd);
            rows(rows, at, dirty);
            at = dirty == innerEnd ? innerEnd : Math.min(endOfDirt(unit(rows), dirty), innerEnd);
            walkIfAny(rows == Level.DAY ? finer(rows) : Optional.empty(), dirty, at);
        }
        walkIfAny(finer(rows), innerEnd, end);
    }

    private void walkIfAny(Optional<Level> level, long first, long end) throws RocksDBException {
        if (first < end) {
            walk(level, first, end);
        }
    }

    /** What is spoilt by a mark: the hour, and of days the day. */
    private static Level unit(Level rows) {
        return switch (rows) {
            case MINUTE, HOUR -> Level.HOUR;
            case DAY -> Level.DAY;
        };
    }

    private long nextDirt(Level unit, long at) {
        Long hour = marked.ceiling(hour(at));
        return hour == null ? Long.MAX_VALUE : unit.floor(hour * Level.HOUR.micros());
    }

    private long endOfDirt(Level unit, long dirty) {
        long end = unit.floor(dirty) + unit.micros();
        while (!marked.subSet(hour(end), hour(end + unit.micros())).isEmpty()) {
            end += unit.micros();
        }
        return end;
    }

    private Optional<Level> finer(Level level) {
        return level.finer().filter(levels::contains);
    }

    private void rows(Level level, long first, long end) throws RocksDBException {
        if (first >= end) {
            return;
        }
        for (Part part : engine.parts(Cut.of(level)).between(first, end)) {
            if (part.guard().enter()) {
                try {
                    rows(part, first, end);
                } finally {
                    part.guard().leave();
                }
            }
        }
    }

    private void rows(Part part, long first, long end) throws RocksDBException {
        try (Slice bound = new Slice(RollupRow.key(id, kind, end));
                ReadOptions options = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator rows = database.newIterator(part.handle(), options)) {
            for (rows.seek(RollupRow.key(id, kind, first)); rows.isValid(); rows.next()) {
                taker.row(RollupRow.start(rows.key()), rows.value());
            }
            rows.status();
        }
    }

    private void loadMarks(ColumnFamilyHandle family, long first, long end) throws RocksDBException {
        long lastHour = hour(end - 1);
        try (RocksIterator each = database.newIterator(family)) {
            for (each.seek(Marks.key(id, hour(first), 0)); isMarkOf(each, id, lastHour); each.next()) {
                marked.add(Marks.hour(each.key()));
            }
            each.status();
            long lastDay = Key.day(end - 1);
            for (each.seek(Marks.key(0, Key.day(first), 0)); isMarkOf(each, 0, lastDay); each.next()) {
                for (int hour = 0; hour < 24; hour++) {
                    marked.add(Marks.hour(each.key()) * 24 + hour);
                }
            }
            each.status();
        }
    }

    private static boolean isMarkOf(RocksIterator each, int series, long last) {
        return each.isValid()
                && Marks.isMark(each.key())
                && Key.series(each.key()) == series
                && Marks.hour(each.key()) <= last;
    }

    private static long hour(long micros) {
        return Math.floorDiv(micros, Level.HOUR.micros());
    }
}
