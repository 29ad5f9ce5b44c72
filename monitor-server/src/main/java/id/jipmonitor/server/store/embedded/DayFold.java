package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.Level;
import id.jipmonitor.server.store.MeasureSummary;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.Summary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * Folds some hours of one day of one series into a write batch: rows of their minutes and of the hours, the day's, which is
 * made anew from all its hours, and blocks in place of the single results.
 */
final class DayFold {
    private final Engine engine;
    private final RocksDB database;
    private final Series series;
    private final int id;
    private final long day;
    private final WriteBatch writes;
    private final SortedSet<Long> folded = new TreeSet<>();
    private final Map<Long, byte[]> hours = new TreeMap<>();
    private final Map<Long, byte[]> measuresOfHours = new TreeMap<>();
    private long results;

    /** @param day since 1970 */
    DayFold(Engine engine, RocksDB database, Series series, int id, long day, WriteBatch writes) {
        this.engine = engine;
        this.database = database;
        this.series = series;
        this.id = id;
        this.day = day;
        this.writes = writes;
    }

    /** @param start of the hour, microseconds */
    void hour(long start) throws RocksDBException {
        folded.add(start);
        Part minutes = part(Level.MINUTE, start);
        Map<Long, Summary.Kept> rows = new TreeMap<>();
        Folding folding = new Folding(rows::put);
        Map<Long, byte[]> blocks = new TreeMap<>();
        BlockMaker maker = new BlockMaker(blocks::put);
        List<byte[]> read = new ArrayList<>();
        RawRows.scan(
                engine,
                database,
                series,
                id,
                start,
                start + Level.HOUR.micros(),
                result -> {
                    folding.add(result);
                    maker.add(result);
                },
                (_, key) -> read.add(key));
        folding.end();
        maker.end();
        if (folding.results() == 0) {
            return;
        }
        results += folding.results();
        replace(engine.days().make(day), read, blocks);
        for (Map.Entry<Long, Summary.Kept> each : rows.entrySet()) {
            put(minutes, RollupRow.ROUNDS, each.getKey(), RollupRow.pack(each.getValue()));
        }
        Part own = part(Level.HOUR, start);
        byte[] hour = RollupRow.pack(folding.hour());
        hours.put(start, hour);
        put(own, RollupRow.ROUNDS, start, hour);
        if (!folding.measures().isEmpty()) {
            byte[] measures = RollupRow.pack(folding.measures(), start);
            measuresOfHours.put(start, measures);
            put(own, RollupRow.MEASURES, start, measures);
        }
    }

    /** Takes away the very rows that were read: one that came meanwhile stays, and its mark with it. */
    private void replace(Part raw, List<byte[]> read, Map<Long, byte[]> blocks) throws RocksDBException {
        if (read.stream().allMatch(Block::isKey)) {
            return;
        }
        for (byte[] each : read) {
            writes.delete(raw.handle(), each);
        }
        for (Map.Entry<Long, byte[]> each : blocks.entrySet()) {
            writes.put(raw.handle(), Block.key(id, each.getKey()), each.getValue());
        }
    }

    /** To be called after the last hour. */
    void end() throws RocksDBException {
        if (hours.isEmpty()) {
            return;
        }
        long start = day * Level.DAY.micros();
        loadOthers(RollupRow.ROUNDS, start, hours);
        Summary rounds = new Summary();
        hours.values().forEach(each -> rounds.merge(RollupRow.rounds(each)));
        put(part(Level.DAY, start), RollupRow.ROUNDS, start, RollupRow.pack(rounds.keep()));

        loadOthers(RollupRow.MEASURES, start, measuresOfHours);
        Map<RollupRow.Name, MeasureSummary> measures = new HashMap<>();
        measuresOfHours.forEach((hour, row) ->
                RollupRow.measures(row, hour, (name, summary) -> measures.merge(name, summary, MeasureSummary::then)));
        if (!measures.isEmpty()) {
            put(part(Level.DAY, start), RollupRow.MEASURES, start, RollupRow.pack(measures, start));
        }
    }

    /** Results read. */
    long results() {
        return results;
    }

    /** The rows of the day's other hours, as they are stored. */
    private void loadOthers(int kind, long start, Map<Long, byte[]> into) throws RocksDBException {
        long end = start + Level.DAY.micros();
        try (Slice bound = new Slice(RollupRow.key(id, kind, end));
                ReadOptions options = new ReadOptions().setIterateUpperBound(bound);
                RocksIterator rows =
                        database.newIterator(part(Level.HOUR, start).handle(), options)) {
            for (rows.seek(RollupRow.key(id, kind, start)); rows.isValid(); rows.next()) {
                long hour = RollupRow.start(rows.key());
                if (!folded.contains(hour)) {
                    into.put(hour, rows.value());
                }
            }
            rows.status();
        }
    }

    /** Only the folder's thread drops parts of rollups, so that they need not be held. */
    private Part part(Level level, long at) throws RocksDBException {
        Cut cut = Cut.of(level);
        return engine.parts(cut).make(cut.number(at));
    }

    private void put(Part part, int kind, long start, byte[] row) throws RocksDBException {
        writes.put(part.handle(), RollupRow.key(id, kind, start), row);
    }
}
