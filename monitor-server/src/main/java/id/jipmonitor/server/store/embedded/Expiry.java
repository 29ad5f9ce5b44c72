package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.Level;
import id.jipmonitor.server.store.Retention;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops what is older than the retention of its level, a part at a time; raw days only when they are folded. */
final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private final Engine engine;
    private final SeriesNames names;
    private final Retention retention;
    /**
     * The day behind the last that was dropped. No late result comes into one of those, not even when the clock is set back:
     * it would be folded over the sums of the whole day.
     */
    private final AtomicLong dropped = new AtomicLong(Long.MIN_VALUE);

    Expiry(Engine engine, SeriesNames names, Retention retention) {
        this.engine = engine;
        this.names = names;
        this.retention = retention;
    }

    /**
     * The oldest day of raw results that is kept, seen from the newest day that has results, or from today if that is earlier:
     * a clock that jumps ahead drops nothing.
     */
    long firstDay(long today) {
        return Math.max(dropped.get(), anchor(today) - retention.raw().toDays());
    }

    /** Drops what is due. */
    void drop(long today) {
        engine.use("drop what is older than the retention", database -> {
            dropRaw(database, firstDay(today));
            for (Level each : Level.values()) {
                LocalDate first =
                        LocalDate.ofEpochDay(anchor(today) - retention.of(each).toDays());
                Cut cut = Cut.of(each);
                for (Part old : engine.parts(cut).before(cut.ofDay(first))) {
                    engine.parts(cut).drop(old);
                    LOG.info(
                            "dropped {}, older than {} days",
                            old.name(),
                            retention.of(each).toDays());
                }
            }
            return true;
        });
    }

    private void dropRaw(RocksDB database, long first) throws RocksDBException {
        boolean any = false;
        Set<Long> unfolded = new HashSet<>();
        for (Part day : engine.days().before(first)) {
            if (!any) {
                unfolded.addAll(unfolded(database));
            }
            any = true;
            if (!unfolded.contains(day.number())) {
                dropped.accumulateAndGet(day.number() + 1, Math::max);
                engine.days().drop(day);
                LOG.info(
                        "dropped {}, older than {} days",
                        day.name(),
                        retention.raw().toDays());
            }
        }
        if (any) {
            names.present(engine.withResults(names.all()));
        }
    }

    private Set<Long> unfolded(RocksDB database) throws RocksDBException {
        Set<Long> days = new HashSet<>();
        try (RocksIterator each = database.newIterator(engine.made(Marks.FAMILY))) {
            for (each.seekToFirst(); each.isValid() && Marks.isMark(each.key()); each.next()) {
                long number = Marks.hour(each.key());
                days.add(Key.series(each.key()) == 0 ? number : Math.floorDiv(number, 24L));
            }
            each.status();
        }
        return days;
    }

    private long anchor(long today) {
        OptionalLong newest = engine.days().newest();
        return newest.isPresent() ? Math.min(today, newest.getAsLong()) : today;
    }
}
