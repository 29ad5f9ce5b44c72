package id.jipmonitor.server.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The parts of one cut: found, made when first written to, dropped when they are old. */
final class Parts {
    private final Cut cut;
    private final RocksDB database;
    private final Tuning tuning;
    private final NavigableMap<Long, Part> parts = new ConcurrentSkipListMap<>();
    private final Object creation = new Object();

    Parts(Cut cut, RocksDB database, Tuning tuning) {
        this.cut = cut;
        this.database = database;
        this.tuning = tuning;
    }

    /** Takes a column family if it is of this cut; whether it is. */
    boolean found(String name, ColumnFamilyHandle handle) {
        OptionalLong number = cut.number(name);
        number.ifPresent(each -> parts.put(each, Part.of(cut, each, handle)));
        return number.isPresent();
    }

    /** The part of a stretch, made if it is missing. */
    Part make(long number) throws RocksDBException {
        Part part = parts.get(number);
        if (part != null) {
            return part;
        }
        // Once a stretch. Whoever waits here needs this very column family, and nobody else waits.
        synchronized (creation) {
            Part known = parts.get(number);
            if (known == null) {
                byte[] name = cut.name(number).getBytes(StandardCharsets.UTF_8);
                known = Part.of(
                        cut, number, database.createColumnFamily(new ColumnFamilyDescriptor(name, tuning.family())));
                parts.put(number, known);
            }
            return known;
        }
    }

    Optional<Part> find(long number) {
        return Optional.ofNullable(parts.get(number));
    }

    /** Those that may hold times of [first, end), microseconds, oldest first. */
    Collection<Part> between(long first, long end) {
        return parts.subMap(cut.number(first), true, cut.number(end - 1), true).values();
    }

    /** Oldest first. */
    Collection<Part> all() {
        return parts.values();
    }

    /** Newest first. */
    Collection<Part> newestFirst() {
        return parts.descendingMap().values();
    }

    List<Part> before(long number) {
        return List.copyOf(parts.headMap(number, false).values());
    }

    OptionalLong newest() {
        return parts.isEmpty() ? OptionalLong.empty() : OptionalLong.of(parts.lastKey());
    }

    /** Drops a part; if it is being read, it lives until its reader has left. */
    void drop(Part part) throws RocksDBException {
        if (parts.remove(part.number(), part)) {
            database.dropColumnFamily(part.handle());
            part.guard().leave();
        }
    }

    long bytes() throws RocksDBException {
        long bytes = 0;
        for (Part each : parts.values()) {
            if (each.guard().enter()) {
                try {
                    bytes += database.getLongProperty(each.handle(), "rocksdb.total-sst-files-size");
                } finally {
                    each.guard().leave();
                }
            }
        }
        return bytes;
    }

    void close() {
        parts.values().forEach(each -> each.guard().end());
    }
}
