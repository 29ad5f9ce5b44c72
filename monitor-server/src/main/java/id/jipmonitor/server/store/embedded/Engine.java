package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** An open RocksDB with its column families: the names of series, and one per day. */
final class Engine {
    static final byte[] NAMES = "series".getBytes(StandardCharsets.UTF_8);

    private final Tuning tuning;
    private final RocksDB database;
    private final ColumnFamilyHandle names;
    private final NavigableMap<Long, Day> days = new ConcurrentSkipListMap<>();
    private final Guard guard;
    private final Object creation = new Object();

    Engine(Tuning tuning, RocksDB database, Collection<ColumnFamilyHandle> families, Runnable afterwards)
            throws RocksDBException {
        this.tuning = tuning;
        this.database = database;
        ColumnFamilyHandle found = null;
        for (ColumnFamilyHandle each : families) {
            OptionalLong day = Day.number(each.getName());
            day.ifPresent(number -> days.put(number, Day.of(number, each)));
            if (Arrays.equals(each.getName(), NAMES)) {
                found = each;
            }
        }
        this.names = found != null ? found : database.createColumnFamily(new ColumnFamilyDescriptor(NAMES));
        this.guard = new Guard(() -> {
            days.values().forEach(day -> day.guard().end());
            database.close();
            tuning.close();
            afterwards.run();
        });
    }

    /** What is done with the database while it cannot be closed. */
    interface Work<T> {
        T run(RocksDB database) throws RocksDBException;
    }

    /** @throws StoreException when the work fails or the store is closed */
    <T> T use(String what, Work<T> work) {
        if (!guard.enter()) {
            throw new StoreException("embedded store: expected to be open to " + what + ". Found: closed");
        }
        try {
            return work.run(database);
        } catch (RocksDBException e) {
            throw new StoreException("embedded store: expected to " + what + ". Found: " + e.getMessage(), e);
        } finally {
            guard.leave();
        }
    }

    Tuning tuning() {
        return tuning;
    }

    ColumnFamilyHandle names() {
        return names;
    }

    NavigableMap<Long, Day> days() {
        return days;
    }

    /** The day's column family, made if it is missing. */
    Day day(long number) throws RocksDBException {
        Day day = days.get(number);
        if (day != null) {
            return day;
        }
        // Once a day. Whoever waits here needs this very column family, and nobody else waits.
        synchronized (creation) {
            Day known = days.get(number);
            if (known == null) {
                known = Day.of(
                        number,
                        database.createColumnFamily(new ColumnFamilyDescriptor(Day.name(number), tuning.family())));
                days.put(number, known);
            }
            return known;
        }
    }

    /** Drops every day before {@code first}; a day that is being read lives until its reader has left. */
    List<Day> dropBefore(long first) throws RocksDBException {
        List<Day> old = List.copyOf(days.headMap(first, false).values());
        for (Day each : old) {
            if (days.remove(each.number(), each)) {
                database.dropColumnFamily(each.handle());
                each.guard().leave();
            }
        }
        return old;
    }

    void loadNames(SeriesNames into) throws RocksDBException {
        try (RocksIterator each = database.newIterator(names)) {
            for (each.seekToFirst(); each.isValid(); each.next()) {
                into.loaded(each.key(), each.value());
            }
            each.status();
        }
    }

    /** Looks, newest day first, which series have a result. */
    Set<Series> withResults(Map<Series, Integer> names) throws RocksDBException {
        Set<Series> missing = new HashSet<>(names.keySet());
        Set<Series> found = new HashSet<>();
        for (Day day : days.descendingMap().values()) {
            if (!missing.isEmpty() && day.guard().enter()) {
                try (RocksIterator rows = database.newIterator(day.handle())) {
                    missing.removeIf(series -> hasRow(rows, names.getOrDefault(series, 0)) && found.add(series));
                    rows.status();
                } finally {
                    day.guard().leave();
                }
            }
        }
        return found;
    }

    private static boolean hasRow(RocksIterator rows, int series) {
        rows.seek(Key.of(series, 0));
        return rows.isValid() && Key.series(rows.key()) == series;
    }

    void close() {
        guard.end();
    }
}
