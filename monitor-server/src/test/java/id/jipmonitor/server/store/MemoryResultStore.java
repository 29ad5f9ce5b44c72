package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.RecordedResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** A store for tests of other rooms; it passes the same contract as the real ones, durability apart. */
public final class MemoryResultStore implements ResultStore {
    private final Map<Series, ConcurrentSkipListMap<Instant, RecordedResult>> results = new ConcurrentSkipListMap<>();
    private volatile boolean refusing;

    /** From now on (or no longer) appends and checks fail, as on a full disk. */
    public void refuse(boolean refuse) {
        refusing = refuse;
    }

    @Override
    public void append(List<RecordedResult> batch) {
        check();
        for (RecordedResult each : batch) {
            Series series = new Series(each.agent(), each.result().probe());
            results.computeIfAbsent(series, _ -> new ConcurrentSkipListMap<>())
                    .put(each.result().startedAt(), each);
        }
    }

    @Override
    public void scan(Series series, Instant from, Instant to, Consumer<RecordedResult> each) {
        if (from.isBefore(to) && results.containsKey(series)) {
            results.get(series).subMap(from, to).values().forEach(each);
        }
    }

    @Override
    public List<Bucket> query(Query query) {
        Rollup rollup = new Rollup(query);
        scan(query.series(), query.from(), query.to(), rollup::add);
        return rollup.buckets();
    }

    @Override
    public List<MeasureBucket> query(MeasureQuery query) {
        MeasureRollup rollup = new MeasureRollup(query);
        scan(query.over().series(), query.over().from(), query.over().to(), rollup::add);
        return rollup.buckets();
    }

    @Override
    public Set<Series> series() {
        return Set.copyOf(results.keySet());
    }

    @Override
    public void check() {
        if (refusing) {
            throw new StoreException("memory store: told to refuse");
        }
    }

    @Override
    public void close() {}
}
