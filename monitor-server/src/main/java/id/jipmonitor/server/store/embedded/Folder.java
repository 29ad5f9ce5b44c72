package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.Level;
import id.jipmonitor.server.store.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Sums up what is marked, in turns of bounded work, by one thread. A pass goes through every mark once; the next begins a
 * minute later, so that an hour into which late results trickle is folded once a minute and not once a result.
 *
 * <pre>
 *   choose marks of hours that have ended -> next epoch, wait for batches under way -> for each day of a series, in one
 *   batch: rows of minutes, hours, day | packed results for single ones | marks away
 * </pre>
 *
 * A process that is killed between leaves marks that are folded again, to the same rows.
 */
final class Folder {
    /** Results of an hour usually arrive until then. */
    private static final Duration GRACE = Duration.ofMinutes(5);

    private static final Duration BETWEEN_PASSES = Duration.ofMinutes(1);
    private static final int HOURS_A_TURN = 500;
    private static final long RESULTS_A_TURN = 100_000;
    private static final long BATCH_BYTES = 4L << 20;
    private static final int HOURS_OF_DAY = 24;

    private final Engine engine;
    private final SeriesNames names;
    private final Marks marks;
    private final Compaction compaction;
    private Instant passAt = Instant.MIN;
    /** The key from which this pass goes on. */
    private byte[] cursor = Marks.key(1, 0, 0);

    /** A day of a series. */
    private record Unit(int series, long day) implements Comparable<Unit> {
        @Override
        public int compareTo(Unit other) {
            int bySeries = Integer.compare(series, other.series);
            return bySeries != 0 ? bySeries : Long.compare(day, other.day);
        }
    }

    Folder(Engine engine, SeriesNames names, Marks marks) {
        this.engine = engine;
        this.names = names;
        this.marks = marks;
        this.compaction = new Compaction(engine);
    }

    /** A turn; whether the pass has more to do. */
    boolean turn(Instant now) {
        if (now.isBefore(passAt) && now.plus(BETWEEN_PASSES).isAfter(passAt)) {
            return false;
        }
        return engine.use("fold results into rollups", database -> {
            SortedMap<Unit, Set<Long>> chosen = new TreeMap<>();
            boolean more = choose(database, now, chosen);
            long done = chosen.isEmpty() ? 0 : fold(database, chosen);
            boolean moreOld = !more && done < RESULTS_A_TURN && foldOldDays(database, RESULTS_A_TURN - done);
            chosen.keySet().forEach(unit -> compaction.folded(unit.day, now));
            if (!more && !moreOld) {
                passAt = now.plus(BETWEEN_PASSES);
                compaction.turn(database, Key.day(Key.micros(now)), now);
            }
            return more || moreOld;
        });
    }

    /** Chooses from the cursor on; whether the turn ended before the marks did. */
    private boolean choose(RocksDB database, Instant now, SortedMap<Unit, Set<Long>> chosen) throws RocksDBException {
        long closed = Math.floorDiv(Key.micros(now.minus(GRACE)), Level.HOUR.micros());
        int count = 0;
        try (RocksIterator each = database.newIterator(marks.family())) {
            for (each.seek(cursor); each.isValid() && Marks.isMark(each.key()); each.next()) {
                byte[] key = each.key();
                long hour = Marks.hour(key);
                if (hour < closed) {
                    Unit unit = new Unit(Key.series(key), Math.floorDiv(hour, HOURS_OF_DAY));
                    if (count >= HOURS_A_TURN && !chosen.containsKey(unit)) {
                        cursor = key;
                        return true;
                    }
                    count += chosen.computeIfAbsent(unit, _ -> new TreeSet<>()).add(hour) ? 1 : 0;
                }
            }
            each.status();
        }
        cursor = Marks.key(1, 0, 0);
        return false;
    }

    private long fold(RocksDB database, SortedMap<Unit, Set<Long>> chosen) throws RocksDBException {
        Set<Long> taken = new HashSet<>();
        chosen.forEach((unit, hours) -> hours.forEach(hour -> taken.add(Marks.unit(unit.series, hour))));
        long epoch = marks.turn(taken);
        Map<Integer, Series> byId = names.byId();
        long results = 0;
        try (WriteBatch writes = new WriteBatch()) {
            for (Map.Entry<Unit, Set<Long>> each : chosen.entrySet()) {
                Unit unit = each.getKey();
                Series series = byId.get(unit.series);
                if (series != null) {
                    results += fold(database, unit, series, each.getValue(), writes);
                }
                for (Long hour : each.getValue()) {
                    removeMarks(database, unit.series, hour, epoch, writes);
                }
                if (writes.getDataSize() > BATCH_BYTES) {
                    write(database, writes);
                }
            }
            write(database, writes);
        }
        return results;
    }

    private long fold(RocksDB database, Unit unit, Series series, Iterable<Long> hours, WriteBatch writes)
            throws RocksDBException {
        DayFold fold = new DayFold(engine, database, series, unit.series, unit.day, writes);
        for (Long hour : hours) {
            fold.hour(hour * Level.HOUR.micros());
        }
        fold.end();
        return fold.results();
    }

    /**
     * Not synced: if it is lost, so is all of it, and the next start folds again. Every append that follows syncs it as well.
     */
    private void write(RocksDB database, WriteBatch writes) throws RocksDBException {
        database.write(engine.tuning().lazy(), writes);
        writes.clear();
    }

    private void removeMarks(RocksDB database, int series, long hour, long epoch, WriteBatch writes)
            throws RocksDBException {
        try (RocksIterator each = database.newIterator(marks.family())) {
            for (each.seek(Marks.key(series, hour, 0)); each.isValid() && Marks.isMark(each.key()); each.next()) {
                byte[] key = each.key();
                if (Key.series(key) != series || Marks.hour(key) != hour || Marks.epoch(key) > epoch) {
                    break;
                }
                writes.delete(marks.family(), key);
            }
            each.status();
        }
    }

    /** Days from before there were marks, newest first, series by series; whether there is more. */
    private boolean foldOldDays(RocksDB database, long mostResults) throws RocksDBException {
        Map<Integer, Series> byId = names.byId();
        long results = 0;
        for (Part day : List.copyOf(engine.days().newestFirst())) {
            OptionalInt progress = marks.progress(database, day.number());
            while (progress.isPresent() && results < mostResults) {
                OptionalInt next = seriesFrom(database, day, progress.getAsInt());
                results += foldOldDay(database, day.number(), next, byId);
                progress = marks.progress(database, day.number());
            }
            if (progress.isPresent()) {
                return true;
            }
        }
        return false;
    }

    private long foldOldDay(RocksDB database, long day, OptionalInt id, Map<Integer, Series> byId)
            throws RocksDBException {
        long results = 0;
        try (WriteBatch writes = new WriteBatch()) {
            byte[] mark = Marks.key(0, day, 0);
            if (id.isEmpty()) {
                writes.delete(marks.family(), mark);
            } else {
                Series series = byId.get(id.getAsInt());
                if (series != null) {
                    List<Long> hours = new ArrayList<>();
                    for (int hour = 0; hour < HOURS_OF_DAY; hour++) {
                        hours.add(day * HOURS_OF_DAY + hour);
                    }
                    results = fold(database, new Unit(id.getAsInt(), day), series, hours, writes);
                }
                writes.put(marks.family(), mark, SeriesNames.value(id.getAsInt() + 1));
            }
            write(database, writes);
        }
        return results;
    }

    /** The first series from an id on that has a result on that day. */
    private static OptionalInt seriesFrom(RocksDB database, Part day, int first) throws RocksDBException {
        try (RocksIterator rows = database.newIterator(day.handle())) {
            rows.seek(Key.of(first, 0));
            OptionalInt found = rows.isValid() ? OptionalInt.of(Key.series(rows.key())) : OptionalInt.empty();
            rows.status();
            return found;
        }
    }
}
