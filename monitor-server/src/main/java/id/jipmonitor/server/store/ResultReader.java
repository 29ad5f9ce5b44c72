package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.RecordedResult;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Stored results, read by event time. Safe for many threads at once; every method may throw {@link StoreException}. */
public interface ResultReader extends AutoCloseable {
    /**
     * Hands out the results of a series with from <= start < to, in order of start. Measures of a result may come in
     * another order than they were written in.
     */
    void scan(Series series, Instant from, Instant to, Consumer<RecordedResult> each);

    /** Statistics in buckets, in order; buckets without rounds are left out. */
    List<Bucket> query(Query query);

    /** Readings of one metric in buckets, in order; buckets without readings are left out. */
    List<MeasureBucket> query(MeasureQuery query);

    /** What each level takes on disk, finest first; empty when the store does not know. */
    default List<Space> space() {
        return List.of();
    }

    /** Every series that has a result. */
    Set<Series> series();

    @Override
    void close();
}
