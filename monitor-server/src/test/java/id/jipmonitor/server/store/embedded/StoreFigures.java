package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.Retention;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * What the embedded store does on this machine, printed. To be run by hand: a directory that need not exist, and how many
 * series (5,000 unless said otherwise).
 */
final class StoreFigures {
    private static final Instant TODAY = Instant.parse("2026-03-10T00:00:00Z");
    private static final Duration FIVE = Duration.ofSeconds(5);
    private static final int BATCH = 5_000;

    private final Path directory;
    private final List<Series> series = new ArrayList<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(TODAY.plus(Duration.ofHours(13)));
    private final UsualResults usual = new UsualResults(1, 5);

    private StoreFigures(Path directory, int series) {
        this.directory = directory;
        for (int i = 0; i < series; i++) {
            this.series.add(new Series(new AgentId("agent-" + i % 44), new ProbeId("probe-" + i)));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Files.createDirectories(directory);
        new StoreFigures(directory, arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000).run();
    }

    private void run() {
        try (EmbeddedStore store = EmbeddedStore.open(directory, Retention.DEFAULT, now::get)) {
            append(store);
            fold(store);
            oneLink(store);
            oneLinkWhileWriting(store);
            overview(store);
        }
        long begin = System.nanoTime();
        EmbeddedStore.open(directory, Retention.DEFAULT, now::get).close();
        System.out.printf("open and close again: %.2f s%n", seconds(begin));
    }

    /** An hour of every series, a tenth of each batch of three hours before. */
    private void append(EmbeddedStore store) {
        Random random = new Random(1);
        Instant hour = TODAY.plus(Duration.ofHours(11));
        long nanos = 0;
        long results = 0;
        double processor = 0;
        List<RecordedResult> batch = new ArrayList<>();
        for (int round = 0; round < 3_600 / FIVE.toSeconds(); round++) {
            Instant at = hour.plus(FIVE.multipliedBy(round));
            for (Series each : series) {
                Instant late = random.nextInt(10) == 0 ? at.minus(Duration.ofHours(3)) : at;
                batch.add(usual.next(each, late, FIVE));
                if (batch.size() == BATCH) {
                    double before = processor();
                    long begin = System.nanoTime();
                    store.append(batch);
                    nanos += System.nanoTime() - begin;
                    processor += processor() - before;
                    results += batch.size();
                    batch.clear();
                }
            }
        }
        System.out.printf(
                "append: %d results, batches of %d, a tenth late: %.0f results/s; %.2f us of processor a result%n",
                results, BATCH, results / (nanos / 1e9), processor * 1e6 / results);
        System.out.println("space before folding: " + store.space());
    }

    private void fold(EmbeddedStore store) {
        long begin = System.nanoTime();
        double before = processor();
        settle(store);
        System.out.printf("fold: %.1f s, %.1f s of processor%n", seconds(begin), processor() - before);
        now.set(TODAY.plus(Duration.ofHours(30)));
        begin = System.nanoTime();
        settle(store);
        now.updateAndGet(each -> each.plusSeconds(3_700));
        settle(store);
        System.out.printf("merge the day: %.1f s; space %s%n", seconds(begin), store.space());
        long raw = store.space().stream()
                .filter(each -> each.level().equals("raw"))
                .mapToLong(Space::bytes)
                .sum();
        System.out.printf("raw bytes a result: %.1f%n", raw / (series.size() * 720.0));
    }

    private static void settle(EmbeddedStore store) {
        while (store.tend()) {
            Thread.onSpinWait();
        }
    }

    /** A day of one link, as it is when the day goes on: all hours but the last two are folded. */
    private void oneLink(EmbeddedStore store) {
        Series link = new Series(new AgentId("agent-1"), new ProbeId("link"));
        Instant end = TODAY.plus(Duration.ofHours(31)).plusSeconds(1_800);
        for (Instant at = end.minus(Duration.ofHours(24)); at.isBefore(end); at = at.plus(Duration.ofHours(1))) {
            store.append(usual.hour(link, at, FIVE));
        }
        now.set(end);
        settle(store);
        time("24 h of a link at 5 s in 5 min", 200, () -> store.query(day(link, end)));
    }

    private static Query day(Series link, Instant end) {
        Instant to = end.plusSeconds(1);
        return new Query(link, end.minus(Duration.ofHours(24)), to, Duration.ofMinutes(5));
    }

    private void oneLinkWhileWriting(EmbeddedStore store) {
        Series link = new Series(new AgentId("agent-1"), new ProbeId("link"));
        Instant end = Objects.requireNonNull(now.get());
        List<List<RecordedResult>> batches = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            List<RecordedResult> batch = new ArrayList<>();
            for (Series each : series) {
                batch.add(usual.next(each, end.plusSeconds(round * 5L), FIVE));
            }
            batches.add(batch);
        }
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        long begin = System.nanoTime();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; !stop.get(); i++) {
                List<RecordedResult> batch = batches.get(i % batches.size());
                store.append(batch);
                written.addAndGet(batch.size());
                long due = (long) (written.get() / 100_000.0 * 1e9) - (System.nanoTime() - begin);
                LockSupport.parkNanos(due);
            }
        });
        time("the same while results arrive", 300, () -> store.query(day(link, end)));
        stop.set(true);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.printf("  (%.0f results/s arrived)%n", written.get() / seconds(begin));
    }

    /** Every series' last whole hour and its last whole day. */
    private void overview(EmbeddedStore store) {
        Instant hour = TODAY.plus(Duration.ofHours(11));
        for (Duration step : List.of(Duration.ofHours(1), Duration.ofDays(1))) {
            Instant from = step.toHours() == 1 ? hour : TODAY;
            time("overview of " + series.size() + " probes, one bucket of " + step, 10, () -> {
                for (Series each : series) {
                    store.query(new Query(each, from, from.plus(step), step));
                }
            });
        }
    }

    private static void time(String what, int times, Runnable work) {
        double[] millis = new double[times];
        for (int i = -times / 5; i < times; i++) {
            long begin = System.nanoTime();
            work.run();
            millis[Math.max(0, i)] = seconds(begin) * 1e3;
        }
        Arrays.sort(millis);
        System.out.printf("%s: median %.1f ms, p95 %.1f ms%n", what, millis[times / 2], millis[(int) (times * 0.95)]);
    }

    /** Seconds of processor time that this process has used. */
    private static double processor() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
