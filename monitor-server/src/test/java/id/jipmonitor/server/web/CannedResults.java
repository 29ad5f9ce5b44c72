package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.server.path.PathResults;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Answers queries with plausible buckets: a daily swing, some loss, a stretch without rounds and one without answers. */
final class CannedResults implements ResultStore {
    private final Instant now;

    CannedResults(Instant now) {
        this.now = now;
    }

    @Override
    public List<Bucket> query(Query query) {
        List<Bucket> buckets = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        for (Instant at = query.from(); at.isBefore(query.to()) && !at.isAfter(now); at = at.plus(query.step())) {
            long minutesAgo = Duration.between(at, now).toMinutes();
            bucket(at, minutesAgo, random).ifPresent(buckets::add);
        }
        return buckets;
    }

    @Override
    public List<MeasureBucket> query(MeasureQuery query) {
        throw new UnsupportedOperationException("no page asks for measures");
    }

    private static Optional<Bucket> bucket(Instant at, long minutesAgo, SplittableRandom random) {
        double base = 0.011 + 0.004 * Math.sin(minutesAgo / 55.0) + random.nextDouble() * 0.0015;
        double high = base + 0.004 + random.nextDouble() * random.nextDouble() * 0.02;
        if (minutesAgo >= 190 && minutesAgo < 215) {
            return Optional.empty();
        }
        if (minutesAgo >= 90 && minutesAgo < 102) {
            return Optional.of(new Bucket(at, Map.of(Outcome.UNREACHABLE, 12L), 60, 0, Optional.empty()));
        }
        long lost = random.nextInt(12) == 0 ? random.nextInt(1, 8) : 0;
        return Optional.of(new Bucket(
                at,
                Map.of(Outcome.RESPONDED, 12L),
                60,
                60 - lost,
                Optional.of(new Bucket.Distribution(base - 0.003, base, high * 0.9, high * 0.97, high))));
    }

    @Override
    public void append(List<RecordedResult> results) {
        throw new UnsupportedOperationException("pages only read");
    }

    /** Two rounds of the one path: the target was four hops away, and is not reached now. */
    @Override
    public void scan(Series series, Instant from, Instant to, Consumer<RecordedResult> each) {
        if (series.probe().equals(EastJava.PATH)) {
            Instant before = now.minus(Duration.ofMinutes(66));
            Instant cut = now.minus(Duration.ofMinutes(6));
            String probe = series.probe().value();
            each.accept(recorded(
                    1,
                    PathResults.reached(probe, before, "10.35.0.254", "*", "10.35.8.1", "10.35.9.1", "10.35.111.1")));
            each.accept(recorded(2, PathResults.cut(probe, cut, "10.35.0.254", "*", "10.35.8.2")));
        }
    }

    private static RecordedResult recorded(long number, ProbeResult result) {
        return new RecordedResult(EastJava.HUB, new Sequence(new BootId(1), number), result);
    }

    @Override
    public Set<Series> series() {
        return Set.of();
    }

    @Override
    public void check() {}

    @Override
    public void close() {}
}
