package id.jipmonitor.server.store.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes past days small. Single results that blocks have replaced stay in RocksDB's files until it merges them, which it does
 * by itself while a day is written to, and not after that: so a day that is over is merged an hour after it was last folded.
 */
final class Compaction {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);
    private static final Duration QUIET = Duration.ofHours(1);

    private final Engine engine;
    private final Map<Long, Instant> lastFolded = new HashMap<>();
    private boolean looked;

    Compaction(Engine engine) {
        this.engine = engine;
    }

    void folded(long day, Instant now) {
        lastFolded.put(day, now);
    }

    /** Merges one day that is due, if there is one. */
    void turn(RocksDB database, long today, Instant now) throws RocksDBException {
        if (!looked) {
            looked = true;
            for (Part each : engine.days().all()) {
                if (database.getLongProperty(each.handle(), "rocksdb.num-entries-active-mem-table") > 0
                        || !"0".equals(database.getProperty(each.handle(), "rocksdb.num-files-at-level0"))) {
                    lastFolded.putIfAbsent(each.number(), now);
                }
            }
        }
        Iterator<Map.Entry<Long, Instant>> days = lastFolded.entrySet().iterator();
        while (days.hasNext()) {
            Map.Entry<Long, Instant> each = days.next();
            if (each.getKey() < today && !each.getValue().plus(QUIET).isAfter(now)) {
                days.remove();
                Optional<Part> day = engine.days().find(each.getKey());
                if (day.isPresent()) {
                    compact(database, day.get());
                    return;
                }
            }
        }
    }

    private void compact(RocksDB database, Part day) throws RocksDBException {
        long before = database.getLongProperty(day.handle(), "rocksdb.total-sst-files-size");
        try {
            database.compactRange(day.handle(), null, null, engine.tuning().merging());
        } catch (RocksDBException e) {
            if (engine.tuning().merging().canceled()) {
                return;
            }
            throw e;
        }
        long after = database.getLongProperty(day.handle(), "rocksdb.total-sst-files-size");
        LOG.debug("merged {}: {} -> {} bytes", day.name(), before, after);
    }
}
