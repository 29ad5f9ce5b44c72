package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.server.path.Trace;
import id.jipmonitor.server.path.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What one path probe found, by event time; results may come in any order and twice. */
final class PathLog {
    private final NavigableMap<Instant, Way> ways = new TreeMap<>();

    /** Whether it tells something that was not known. */
    boolean add(ProbeResult result) {
        Optional<Way> way = Way.of(result).map(this::shared);
        return way.isPresent() && !way.get().equals(ways.put(result.startedAt(), way.get()));
    }

    /** Most ways are those of the round before; then one list serves both. */
    private Way shared(Way way) {
        Map.Entry<Instant, Way> last = ways.lastEntry();
        return last != null && last.getValue().equals(way) ? last.getValue() : way;
    }

    /** The last whole way before a moment. */
    Optional<Trace> lastReachedBefore(Instant moment, Duration within) {
        return ways.subMap(moment.minus(within), true, moment, false).descendingMap().entrySet().stream()
                .filter(each -> each.getValue().reached())
                .map(PathLog::trace)
                .findFirst();
    }

    /** The first way in [from, to). */
    Optional<Trace> firstIn(Instant from, Instant to) {
        return Optional.ofNullable(ways.ceilingEntry(from))
                .filter(each -> each.getKey().isBefore(to))
                .map(PathLog::trace);
    }

    void forgetBefore(Instant moment) {
        ways.headMap(moment).clear();
    }

    private static Trace trace(Map.Entry<Instant, Way> entry) {
        return new Trace(entry.getKey(), entry.getValue());
    }
}
