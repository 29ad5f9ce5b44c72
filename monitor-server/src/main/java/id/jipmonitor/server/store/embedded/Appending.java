package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Level;
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
    private final Marks marks;
    private final Marks.Epoch epoch;
    private final long firstDay;
    private final long lastDay;
    private final WriteBatch writes = new WriteBatch();
    private final Map<Long, Part> entered = new HashMap<>();
    private final Set<Series> touched = new HashSet<>();
    private final Set<Long> marked = new HashSet<>();
    private int tooOld;

    Appending(Engine engine, SeriesNames names, Marks marks, long firstDay, long lastDay) {
        this.engine = engine;
        this.names = names;
        this.marks = marks;
        this.epoch = marks.enter();
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
        Optional<Part> home = day < firstDay ? Optional.empty() : enter(day);
        if (home.isEmpty()) {
            tooOld++;
            return;
        }
        Series series = new Series(result.agent(), result.result().probe());
        int id = names.idFor(series);
        if (touched.add(series) && !names.isDurable(series)) {
            writes.put(engine.names(), SeriesNames.key(series), SeriesNames.value(id));
        }
        long hour = Level.HOUR.floor(micros) / Level.HOUR.micros();
        if (marked.add(Marks.unit(id, hour))) {
            marks.mark(writes, epoch, id, hour);
        }
        writes.put(home.get().handle(), Key.of(id, micros), Packing.pack(result));
    }

    /** Returns when the batch is on disk. */
    void write(RocksDB database) throws RocksDBException {
        if (!touched.isEmpty()) {
            database.write(engine.tuning().durable(), writes);
            names.written(touched);
            Marks.written(epoch, marked);
        }
    }

    /** Results that were not kept because retention would drop them at once. */
    int tooOld() {
        return tooOld;
    }

    @Override
    public void close() {
        writes.close();
        epoch.guard().leave();
        entered.values().forEach(day -> day.guard().leave());
    }

    /** The day, held until the batch is closed; empty when retention has just dropped it. */
    private Optional<Part> enter(long number) throws RocksDBException {
        Part held = entered.get(number);
        if (held != null) {
            return Optional.of(held);
        }
        Part day = engine.days().make(number);
        if (day.guard().enter()) {
            entered.put(number, day);
            return Optional.of(day);
        }
        return Optional.empty();
    }
}
