package id.jipmonitor.server.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The buckets of a query by their index, and which one is being filled. */
final class Steps {
    private final Instant from;
    private final Instant to;
    private final long stepMicros;
    private long index = -1;

    Steps(Query query) {
        this.from = query.from();
        this.to = query.to();
        this.stepMicros = Math.max(1, query.step().dividedBy(ChronoUnit.MICROS.getDuration()));
    }

    boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    /**
     * Goes to the bucket of a time.
     *
     * @param leaving run when that is a later one than the bucket before
     * @throws IllegalArgumentException when it is an earlier one
     */
    void goTo(Instant at, Runnable leaving) {
        long bucket = ChronoUnit.MICROS.between(from, at) / stepMicros;
        if (bucket < index) {
            throw new IllegalArgumentException(
                    "rollup: expected results in order of start. Found: " + at + " after bucket " + start());
        }
        if (bucket > index) {
            leaving.run();
            index = bucket;
        }
    }

    /** Start of the bucket that is being filled. */
    Instant start() {
        return from.plus(index * stepMicros, ChronoUnit.MICROS);
    }
}
