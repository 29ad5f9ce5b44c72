package id.jipmonitor.server;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.ResultLines;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Series;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes results as lines, by start, then probe, then agent: the same results give the same bytes. Works through time in
 * windows, each short enough that its results fit in memory.
 */
final class ResultExport {
    private static final Comparator<RecordedResult> ORDER = Comparator.comparing(
                    (RecordedResult each) -> each.result().startedAt())
            .thenComparing(each -> each.result().probe())
            .thenComparing(RecordedResult::agent);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
    /** At one result in ten seconds, 300,000 results a window. */
    private static final Duration SERIES_TIME_A_WINDOW = Duration.ofMinutes(50_000);

    private final ResultReader store;
    private final Predicate<Series> filter;
    private final Progress progress;

    /** Told after each window. */
    interface Progress {
        void reached(Instant until, long results);
    }

    /**
     * What was written.
     *
     * @param series that have a result in the range
     */
    record Total(long results, long series) {}

    ResultExport(ResultReader store, Predicate<Series> filter, Progress progress) {
        this.store = store;
        this.filter = filter;
        this.progress = progress;
    }

    /** Writes every result of the chosen series with from <= start < to. */
    Total write(Instant from, Instant to, OutputStream out) throws IOException {
        List<Series> series = store.series().stream().filter(filter).sorted().toList();
        Duration window = window(series.size());
        boolean[] found = new boolean[series.size()];
        long results = 0;
        for (Instant start = from; start.isBefore(to); start = start.plus(window)) {
            Instant end = start.plus(window).isBefore(to) ? start.plus(window) : to;
            List<RecordedResult> held = new ArrayList<>();
            for (int i = 0; i < series.size(); i++) {
                int before = held.size();
                store.scan(series.get(i), start, end, held::add);
                found[i] |= held.size() > before;
            }
            write(held, out);
            results += held.size();
            progress.reached(end, results);
        }
        return new Total(results, count(found));
    }

    private static void write(List<RecordedResult> held, OutputStream out) throws IOException {
        held.sort(ORDER);
        for (RecordedResult each : held) {
            out.write(ResultLines.line(each).getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
    }

    private static Duration window(int series) {
        Duration fair = SERIES_TIME_A_WINDOW.dividedBy(Math.max(1, series));
        if (fair.compareTo(SHORTEST_WINDOW) < 0) {
            return SHORTEST_WINDOW;
        }
        return fair.compareTo(LONGEST_WINDOW) > 0 ? LONGEST_WINDOW : fair;
    }

    private static long count(boolean[] found) {
        long count = 0;
        for (boolean each : found) {
            count += each ? 1 : 0;
        }
        return count;
    }
}
