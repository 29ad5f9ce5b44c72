package id.jipmonitor.lab.delivery;

import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What people ask of the embedded store, while 100,000 results a second arrive and the store sums up what came. */
final class StoreQuestions {
    private static final int ARRIVING = 5_000;
    private static final long ARRIVING_EVERY_NANOS = 50_000_000;
    /** Asked about at once; fewer in a run of few results. */
    private static final int PROBES = 5_000;

    private static final int RESULTS_FOR_A_PROBE = 100;
    private static final int FEW = 100_000;
    private static final int SITES = 44;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int SEED = 7;

    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Path directory;
    private final Consumer<String> out;
    private final Medians medians;

    StoreQuestions(InstantSource clock, LongSupplier nanoClock, Path directory, Consumer<String> out, Medians medians) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.directory = directory;
        this.out = out;
        this.medians = medians;
    }

    /**
     * Asks.
     *
     * @param results of the run; with few, less is loaded
     * @param times how often each question is asked
     */
    void ask(int results, int times) throws IOException, InterruptedException {
        int overview = Math.min(PROBES, results / RESULTS_FOR_A_PROBE);
        Duration sitesEvery = results < FEW ? Duration.ofHours(1) : Duration.ofMinutes(5);
        Instant midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
        Instant dayBefore = midnight.minus(DAY);
        StoreLoad link = new StoreLoad("link", 1, dayBefore, Duration.ofSeconds(5), 0, new Random(SEED));
        StoreLoad probes = new StoreLoad("probe", overview, dayBefore, Duration.ofSeconds(30), 0, new Random(SEED));
        StoreLoad sites = new StoreLoad("site", SITES, midnight.minus(MONTH), sitesEvery, 0, new Random(SEED));
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, directory, clock)) {
            out.accept("questions: loading a link's day, an hour of " + overview + " probes and 30 days of 44 sites");
            medians.add("overview_probes", overview);
            store.append(link.next((int) DAY.dividedBy(Duration.ofSeconds(5))));
            for (int round = 0; round < 120; round++) {
                store.append(probes.next(overview));
            }
            for (int day = 0; day < MONTH.toDays(); day++) {
                store.append(sites.next((int) (SITES * DAY.dividedBy(sitesEvery))));
            }
            StoreLoad.settle(store);
            AtomicBoolean over = new AtomicBoolean();
            try (ExecutorService beside = Executors.newFixedThreadPool(2)) {
                Future<?> arriving = beside.submit(() -> arrive(store, over));
                Future<?> tending = beside.submit(() -> tend(store, over));
                try {
                    time("day_of_link", times, () -> asked(store, link, dayBefore, DAY, Duration.ofMinutes(5)));
                    time(
                            "overview",
                            times,
                            () -> asked(store, probes, dayBefore, Duration.ofHours(1), Duration.ofHours(1)));
                    time("month_of_sites", times, () -> asked(store, sites, midnight.minus(MONTH), MONTH, DAY));
                } finally {
                    over.set(true);
                }
                arriving.get();
                tending.get();
            } catch (ExecutionException failed) {
                throw new LabException("store: expected to go on taking results. Found: " + failed.getCause(), failed);
            }
        }
    }

    private void arrive(ResultStore store, AtomicBoolean over) {
        StoreLoad load = new StoreLoad(
                "live", 10_000, clock.instant().minus(DAY), Duration.ofSeconds(10), 0.1, new Random(SEED));
        long begun = nanoClock.getAsLong();
        long arrived = 0;
        for (long due = begun; !over.get(); due += ARRIVING_EVERY_NANOS) {
            LockSupport.parkNanos(Math.max(0, due - nanoClock.getAsLong()));
            store.append(load.next(ARRIVING));
            arrived += ARRIVING;
        }
        medians.add("arriving_per_s", arrived / ((nanoClock.getAsLong() - begun) / 1e9));
    }

    private static void tend(ResultStore store, AtomicBoolean over) {
        while (!over.get()) {
            if (!store.tend()) {
                LockSupport.parkNanos(ARRIVING_EVERY_NANOS);
            }
        }
    }

    private static int asked(ResultStore store, StoreLoad load, Instant from, Duration length, Duration step) {
        int buckets = 0;
        for (Series each : load.series()) {
            buckets +=
                    store.query(new Query(each, from, from.plus(length), step)).size();
        }
        return buckets;
    }

    private interface Question {
        int ask();
    }

    private void time(String name, int times, Question question) {
        double[] millis = new double[times];
        for (int i = 0; i < times; i++) {
            long begun = nanoClock.getAsLong();
            if (question.ask() == 0) {
                throw new LabException("store: expected an answer to " + name + ". Found: none");
            }
            millis[i] = (nanoClock.getAsLong() - begun) / 1e6;
        }
        Arrays.sort(millis);
        medians.add(name + "_p50_ms", millis[times / 2]);
        medians.add(name + "_p95_ms", millis[Math.min(times - 1, times * 95 / 100)]);
        out.accept(" " + medians.newest(name));
    }
}
