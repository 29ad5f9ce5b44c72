package id.jipmonitor.server.store;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How finely results are summed up: rows of one length each, which begin at multiples of it since 1970 (UTC). */
public enum Level {
    MINUTE("1 min", TimeUnit.MINUTES.toMicros(1)),
    HOUR("1 h", TimeUnit.HOURS.toMicros(1)),
    DAY("1 d", TimeUnit.DAYS.toMicros(1));

    private final String label;
    private final long micros;

    Level(String label, long micros) {
        this.label = label;
        this.micros = micros;
    }

    /** As it is shown. */
    public String label() {
        return label;
    }

    /** Length of a row, microseconds. */
    public long micros() {
        return micros;
    }

    /** Start of the row that a time falls into; both microseconds since 1970. */
    public long floor(long at) {
        return Math.floorDiv(at, micros) * micros;
    }

    /** The coarsest of some levels whose rows each fall into one bucket of the query; empty when only results will do. */
    public static Optional<Level> fitting(Query query, List<Level> among) {
        return among.stream().filter(each -> each.divides(query)).max(Comparator.naturalOrder());
    }

    /** The coarsest level that is finer than this one. */
    public Optional<Level> finer() {
        return Stream.of(values()).filter(each -> each.micros < micros).max(Comparator.naturalOrder());
    }

    private boolean divides(Query query) {
        long step = query.step().toNanos();
        long offset = Duration.between(query.from().truncatedTo(ChronoUnit.DAYS), query.from())
                .toNanos();
        long length = TimeUnit.MICROSECONDS.toNanos(micros);
        return step % length == 0 && offset % length == 0;
    }
}
