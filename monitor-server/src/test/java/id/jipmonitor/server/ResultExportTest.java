package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.MemoryResultStore;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultLines;
import id.jipmonitor.server.store.Series;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The export: every result of the range once, always in the same order. */
class ResultExportTest {
    private static final Instant START = Instant.parse("2026-03-09T23:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(4));
    private static final Comparator<RecordedResult> ORDER = Comparator.comparing(
                    (RecordedResult each) -> each.result().startedAt())
            .thenComparing(each -> each.result().probe())
            .thenComparing(RecordedResult::agent);

    private final MemoryResultStore store = new MemoryResultStore();
    private final List<RecordedResult> stored = new ArrayList<>();

    @Test
    void everyResultOfTheRange_isWrittenOnce_byTimeThenProbe() throws IOException {
        fill();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Instant from = START.plus(Duration.ofHours(5));
        ResultExport.Total total = export(_ -> true, from, END, out);
        List<RecordedResult> expected = stored.stream()
                .filter(each -> !each.result().startedAt().isBefore(from)
                        && each.result().startedAt().isBefore(END))
                .map(ResultExport::ordered)
                .sorted(ORDER)
                .toList();
        assertThat(read(out)).isEqualTo(expected);
        assertThat(total).isEqualTo(new ResultExport.Total(expected.size(), 4));
    }

    @Test
    void filter_leavesOtherSeriesOut() throws IOException {
        fill();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultExport.Total total = export(series -> series.probe().value().equals("icmp"), START, END, out);
        assertThat(read(out)).allMatch(each -> each.result().probe().value().equals("icmp"));
        assertThat(total.series()).isEqualTo(2);
    }

    @Test
    void sameResults_giveTheSameBytes_inWhateverOrderTheyCame() throws IOException {
        fill();
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        export(_ -> true, START, END, one);
        MemoryResultStore reversed = new MemoryResultStore();
        reversed.append(stored.reversed());
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        new ResultExport(reversed, _ -> true, ResultFormat.NDJSON, (_, _) -> {}).write(START, END, other);
        assertThat(other.toByteArray()).isEqualTo(one.toByteArray());
    }

    @Test
    void progress_isToldAfterEachWindow_upToTheEnd() throws IOException {
        fill();
        List<Instant> reached = new ArrayList<>();
        new ResultExport(store, _ -> true, ResultFormat.NDJSON, (until, _) -> reached.add(until))
                .write(START, END, new ByteArrayOutputStream());
        assertThat(reached).hasSizeGreaterThan(1).isSorted().endsWith(END);
    }

    private void fill() {
        for (String agent : List.of("agent-1", "agent-2")) {
            RandomResults random = new RandomResults(agent.hashCode(), agent);
            stored.addAll(random.history("icmp", START, Duration.ofMinutes(5), 1_000));
            stored.addAll(random.history("tcp", START, Duration.ofMinutes(7), 1_000));
        }
        store.append(stored);
    }

    private ResultExport.Total export(Predicate<Series> filter, Instant from, Instant to, ByteArrayOutputStream out)
            throws IOException {
        return new ResultExport(store, filter, ResultFormat.NDJSON, (_, _) -> {}).write(from, to, out);
    }

    private static List<RecordedResult> read(ByteArrayOutputStream out) throws IOException {
        List<RecordedResult> results = new ArrayList<>();
        ResultLines.read(new ByteArrayInputStream(out.toByteArray()), results::add);
        return results;
    }
}
