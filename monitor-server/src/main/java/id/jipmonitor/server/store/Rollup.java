package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Results of one series, and rows that sum up some of them, in order of start, to the buckets of a query. Every store answers
 * with it, so that all give the same figures; {@link Summary} says what counts. Only one bucket's round-trip times are held
 * at a time.
 */
public final class Rollup {
    private final Steps steps;
    private final List<Bucket> done = new ArrayList<>();
    private final Summary summary = new Summary();

    public Rollup(Query query) {
        this.steps = new Steps(query);
    }

    /**
     * Takes the next result; one outside the query's range is passed over.
     *
     * @throws IllegalArgumentException when it belongs to an earlier bucket than the one before
     */
    public void add(RecordedResult recorded) {
        ProbeResult result = recorded.result();
        if (steps.covers(result.startedAt())) {
            steps.goTo(result.startedAt(), this::close);
            summary.add(result);
        }
    }

    /**
     * Takes the next row, all of which lies in one bucket; one that starts outside the query's range is passed over.
     *
     * @throws IllegalArgumentException when it belongs to an earlier bucket than the one before
     */
    public void add(Instant start, Summary.Kept row) {
        if (steps.covers(start)) {
            steps.goTo(start, this::close);
            summary.merge(row);
        }
    }

    /** The buckets of everything added, in order; those without rounds are left out. Ends the rollup. */
    public List<Bucket> buckets() {
        close();
        return List.copyOf(done);
    }

    private void close() {
        if (!summary.isEmpty()) {
            done.add(summary.bucket(steps.start()));
            summary.clear();
        }
    }
}
