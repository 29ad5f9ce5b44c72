package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.server.store.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The short ids of series. An id is given in memory and written in the same batch as the first results that use it; until
 * such a batch has succeeded, every batch that uses it writes it again, so no result is ever stored under an unnamed id.
 */
final class SeriesNames {
    private final Map<Series, Integer> ids = new ConcurrentHashMap<>();
    private final Set<Series> durable = ConcurrentHashMap.newKeySet();
    private final Set<Series> present = ConcurrentHashMap.newKeySet();
    private final AtomicInteger last = new AtomicInteger();

    /** A name found in the store. */
    void loaded(byte[] key, byte[] value) {
        String[] parts = new String(key, StandardCharsets.UTF_8).split("/", 2);
        Series series = new Series(new AgentId(parts[0]), new ProbeId(parts[1]));
        int id = ByteBuffer.wrap(value).getInt();
        ids.put(series, id);
        durable.add(series);
        last.accumulateAndGet(id, Math::max);
    }

    OptionalInt find(Series series) {
        Integer id = ids.get(series);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    int idFor(Series series) {
        return ids.computeIfAbsent(series, _ -> last.incrementAndGet());
    }

    boolean isDurable(Series series) {
        return durable.contains(series);
    }

    /** A batch with results of these series, and with the names of those that were not durable, was written. */
    void written(Collection<Series> series) {
        durable.addAll(series);
        present.addAll(series);
    }

    Map<Series, Integer> all() {
        return Map.copyOf(ids);
    }

    Map<Integer, Series> byId() {
        Map<Integer, Series> byId = new HashMap<>();
        ids.forEach((series, id) -> byId.put(id, series));
        return byId;
    }

    /** Those that have a result. */
    Set<Series> present() {
        return Set.copyOf(present);
    }

    /** What a look at every day has shown; a series that a batch adds meanwhile is noted again by its next batch. */
    void present(Set<Series> found) {
        present.retainAll(found);
        present.addAll(found);
    }

    /** Identifiers have no slash, so it parts them. */
    static byte[] key(Series series) {
        return (series.agent().value() + "/" + series.probe().value()).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] value(int id) {
        return ByteBuffer.allocate(4).putInt(id).array();
    }
}
