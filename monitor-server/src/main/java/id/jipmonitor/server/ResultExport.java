package id.jipmonitor.server;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
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

    /** A store may give the measures of a result in any order; a digest may not depend on it. */
    private static final Comparator<Measure> MEASURES =
            Comparator.comparing(Measure::instance).thenComparing(Measure::metric);

    private final ResultReader store;
    private final Predicate<Series> filter;
    private final ResultFormat format;
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

    ResultExport(ResultReader store, Predicate<Series> filter, ResultFormat format, Progress progress) {
        this.store = store;
        this.filter = filter;
        this.format = format;
        this.progress = progress;
    }

    /** Writes every result of the chosen series with from <= start < to. */
    Total write(Instant from, Instant to, OutputStream out) throws IOException {
        List<Series> series = store.series().stream().filter(filter).sorted().toList();
        Duration window = window(series.size());
        boolean[] found = new boolean[series.size()];
        long results = 0;
        if (!format.headings().isEmpty()) {
            line(ResultFormat.row(format.headings()), out);
        }
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

    private void write(List<RecordedResult> held, OutputStream out) throws IOException {
        held.sort(ORDER);
        for (RecordedResult each : held) {
            for (String line : format.lines(ordered(each)).toList()) {
                line(line, out);
            }
        }
    }

    private static void line(String line, OutputStream out) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** The result with its measures by instance and metric. */
    static RecordedResult ordered(RecordedResult recorded) {
        ProbeResult result = recorded.result();
        return new RecordedResult(
                recorded.agent(),
                recorded.sequence(),
                new ProbeResult(
                        result.probe(),
                        result.startedAt(),
                        result.monotonicNanos(),
                        result.interval(),
                        result.outcome(),
                        result.reason(),
                        result.packets(),
                        result.timestampQuality(),
                        result.stalled(),
                        result.roundTripTimes(),
                        result.measures().stream().sorted(MEASURES).toList()));
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
