package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** One batch under way: what it writes, and the days that must stay until it is written. */
final class Appending implements AutoCloseable {
    private final Engine engine;
    private final SeriesNames names;
    private final long firstDay;
    private final long lastDay;
    private final WriteBatch writes = new WriteBatch();
    private final Map<Long, Day> entered = new HashMap<>();
    private final Set<Series> touched = new HashSet<>();
    private int tooOld;

    Appending(Engine engine, SeriesNames names, long firstDay, long lastDay) {
        this.engine = engine;
        this.names = names;
        this.firstDay = firstDay;
        this.lastDay = lastDay;
    }

    void add(RecordedResult result) throws RocksDBException {
        long micros = Key.micros(result.result().startedAt());
        long day = Key.day(micros);
        if (day > lastDay) {
            throw new StoreException("embedded store: expected results of today at the latest. Found: " + result.agent()
                    + "/" + result.result().probe() + " at " + result.result().startedAt()
                    + ". Check the clocks of agent and server");
        }
        Optional<Day> home = day < firstDay ? Optional.empty() : enter(day);
        if (home.isEmpty()) {
            tooOld++;
            return;
        }
        Series series = new Series(result.agent(), result.result().probe());
        int id = names.idFor(series);
        if (touched.add(series) && !names.isDurable(series)) {
            writes.put(engine.names(), SeriesNames.key(series), SeriesNames.value(id));
        }
        writes.put(home.get().handle(), Key.of(id, micros), Packing.pack(result));
    }

    /** Returns when the batch is on disk. */
    void write(RocksDB database) throws RocksDBException {
        if (!touched.isEmpty()) {
            database.write(engine.tuning().durable(), writes);
            names.written(touched);
        }
    }

    /** Results that were not kept because retention would drop them at once. */
    int tooOld() {
        return tooOld;
    }

    @Override
    public void close() {
        writes.close();
        entered.values().forEach(day -> day.guard().leave());
    }

    /** The day, held until the batch is closed; empty when retention has just dropped it. */
    private Optional<Day> enter(long number) throws RocksDBException {
        Day held = entered.get(number);
        if (held != null) {
            return Optional.of(held);
        }
        Day day = engine.day(number);
        if (day.guard().enter()) {
            entered.put(number, day);
            return Optional.of(day);
        }
        return Optional.empty();
    }
}
