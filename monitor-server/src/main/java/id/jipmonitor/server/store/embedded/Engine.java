package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** An open RocksDB with its column families: some that are there once, and the parts of each {@link Cut}. */
final class Engine {
    private static final String NAMES = "series";

    private final Tuning tuning;
    private final RocksDB database;
    private final Map<String, ColumnFamilyHandle> single = new ConcurrentHashMap<>();
    private final Map<Cut, Parts> parts = new EnumMap<>(Cut.class);
    private final Guard guard;

    Engine(Tuning tuning, RocksDB database, Collection<ColumnFamilyHandle> families, Runnable afterwards)
            throws RocksDBException {
        this.tuning = tuning;
        this.database = database;
        for (Cut each : Cut.values()) {
            parts.put(each, new Parts(each, database, tuning));
        }
        for (ColumnFamilyHandle each : families) {
            String name = new String(each.getName(), StandardCharsets.UTF_8);
            if (parts.values().stream().noneMatch(cut -> cut.found(name, each))) {
                single.put(name, each);
            }
        }
        this.guard = new Guard(() -> {
            parts.values().forEach(Parts::close);
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

    Parts parts(Cut cut) {
        return parts.getOrDefault(cut, new Parts(cut, database, tuning));
    }

    Parts days() {
        return parts(Cut.RAW);
    }

    /** A column family that is there once. */
    Optional<ColumnFamilyHandle> family(String name) {
        return Optional.ofNullable(single.get(name));
    }

    /** The same, made if it is missing. */
    ColumnFamilyHandle made(String name) throws RocksDBException {
        ColumnFamilyHandle known = single.get(name);
        if (known != null) {
            return known;
        }
        // Once in a store's life. The first appends of several agents may come at once.
        synchronized (single) {
            ColumnFamilyHandle made = single.get(name);
            if (made == null) {
                made = database.createColumnFamily(
                        new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), tuning.family()));
                single.put(name, made);
            }
            return made;
        }
    }

    ColumnFamilyHandle names() throws RocksDBException {
        return made(NAMES);
    }

    void loadNames(SeriesNames into) throws RocksDBException {
        if (family(NAMES).isPresent()) {
            try (RocksIterator each = database.newIterator(names())) {
                for (each.seekToFirst(); each.isValid(); each.next()) {
                    into.loaded(each.key(), each.value());
                }
                each.status();
            }
        }
    }

    /** Looks, newest day first, which series have a result. */
    Set<Series> withResults(Map<Series, Integer> names) throws RocksDBException {
        Set<Series> missing = new HashSet<>(names.keySet());
        Set<Series> found = new HashSet<>();
        for (Part day : days().newestFirst()) {
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
        // A merge of a whole day would be waited for; it is done again after the next start.
        use("end what runs in the background", _ -> tuning.merging().setCanceled(true));
        guard.end();
    }
}
