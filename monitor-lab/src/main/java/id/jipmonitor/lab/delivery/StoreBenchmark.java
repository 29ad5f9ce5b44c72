package id.jipmonitor.lab.delivery;

import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Space;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How fast the stores take results, what these weigh on disk, and how long questions take while results arrive. The embedded
 * store, InfluxDB through our client, and InfluxDB fed with the same lines made beforehand take turns.
 */
public final class StoreBenchmark {
    /** InfluxDB takes a tenth of what the embedded store takes. */
    private static final int INFLUX_SHARE = 10;
    /** As many agents deliver at once. */
    private static final int LANES = 4;

    private static final int SEED = 20261124;
    private static final double LATE = 0.1;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration PAST = Duration.ofDays(7);
    private static final int LOOK_MILLIS = 20;
    private static final long LONGEST_MILLIS = 120_000;
    private static final List<Shape> SHAPES = List.of(
            new Shape(1_000, 1_000), new Shape(1_000, 10_000), new Shape(10_000, 1_000), new Shape(100_000, 10_000));
    /** The one that the aims are about. */
    private static final Shape USUAL = new Shape(10_000, 10_000);

    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Path directory;
    private final Consumer<String> out;
    private final Medians medians = new Medians();
    private int homes;

    /**
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param out hears each line
     */
    public StoreBenchmark(InstantSource clock, LongSupplier nanoClock, Path directory, Consumer<String> out) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.directory = directory;
        this.out = out;
    }

    private record Shape(int series, int batch) {
        @Override
        public String toString() {
            return series + "x" + batch;
        }
    }

    /**
     * How much is done.
     *
     * @param rounds that count, after one to warm up
     * @param results of a round
     * @param questions asked of each kind
     * @param days of East Java (44 sites, 50 probes each, every 30 s) that are loaded at the end; 0 for none
     */
    public record Size(int rounds, int results, int questions, int days) {}

    /** Runs it. */
    public void run(Size size) throws IOException, InterruptedException {
        compete(size);
        for (Shape each : SHAPES) {
            out.accept("embedded, " + each.series() + " series, batches of " + each.batch());
            for (int round = 0; round < size.rounds(); round++) {
                medians.add("embedded_" + each + "_per_s", embedded(batches(each, size.results())));
            }
            out.accept(" " + medians.newest("embedded_" + each));
        }
        weigh(size);
        reopen(size);
        new StoreQuestions(clock, nanoClock, home("questions"), out, medians).ask(size.results(), size.questions());
        if (size.days() > 0) {
            new StoreProvince(clock, nanoClock, home("province"), out, medians).load(size.days());
        }
        out.accept("bench store: rounds=" + size.rounds() + " results=" + size.results() + medians);
    }

    private void compete(Size size) throws IOException, InterruptedException {
        out.accept("append: " + size.results() + " results, 10 % late, durable per batch; one round to warm up");
        try (InfluxProcess influx = InfluxProcess.start(home("influx"))) {
            for (int round = 0; round <= size.rounds(); round++) {
                Medians figures = round == 0 ? new Medians() : medians;
                List<List<RecordedResult>> batches = batches(USUAL, size.results());
                figures.add("embedded_per_s", embedded(batches));
                List<List<RecordedResult>> tenth = batches.subList(0, Math.max(1, batches.size() / INFLUX_SHARE));
                figures.add("influx_per_s", influx(influx, tenth));
                figures.add("raw_per_s", raw(influx, tenth));
                out.accept((round == 0 ? "  warm-up:" : "  round " + round + ":") + figures.newest(""));
            }
        }
        medians.add("embedded_to_influx", medians.median("embedded_per_s") / medians.median("influx_per_s"));
        medians.add("influx_to_raw", medians.median("influx_per_s") / medians.median("raw_per_s"));
    }

    private List<List<RecordedResult>> batches(Shape shape, int results) {
        StoreLoad load =
                new StoreLoad("bench", shape.series(), clock.instant().minus(PAST), EVERY, LATE, new Random(SEED));
        List<List<RecordedResult>> batches = new ArrayList<>();
        for (int made = 0; made < results; made += shape.batch()) {
            batches.add(load.next(shape.batch()));
        }
        return batches;
    }

    private double embedded(List<List<RecordedResult>> batches) throws IOException, InterruptedException {
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, home("embedded"), clock)) {
            return append(store, batches);
        }
    }

    private double influx(InfluxProcess influx, List<List<RecordedResult>> batches)
            throws IOException, InterruptedException {
        try (ResultStore store = StoreTypes.open(settings(influx.url()), directory, clock)) {
            return append(store, batches);
        } finally {
            influx.drop(FarServer.DATABASE);
        }
    }

    /** The very same requests, made beforehand. */
    private double raw(InfluxProcess influx, List<List<RecordedResult>> batches)
            throws IOException, InterruptedException {
        try (LineRecorder recorder = new LineRecorder()) {
            try (ResultStore store = StoreTypes.open(settings(recorder.url()), directory, clock)) {
                var _ = append(store, batches);
            }
            influx.create("raw");
            long begun = nanoClock.getAsLong();
            influx.load("raw", recorder.writes(), LANES);
            double rate = count(batches) / seconds(begun);
            influx.drop("raw");
            return rate;
        }
    }

    private static StoreSettings settings(URI url) {
        return new StoreSettings.Influx(url, FarServer.DATABASE, Optional.empty());
    }

    /** Results a second. */
    private double append(ResultStore store, List<List<RecordedResult>> batches) throws InterruptedException {
        Queue<List<RecordedResult>> left = new ConcurrentLinkedQueue<>(batches);
        long begun = nanoClock.getAsLong();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                all.add(lanes.submit(() -> {
                    for (List<RecordedResult> each = left.poll(); each != null; each = left.poll()) {
                        store.append(each);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            throw new LabException("store: expected to take every batch. Found: " + failed.getCause(), failed);
        }
        return count(batches) / seconds(begun);
    }

    private static long count(List<List<RecordedResult>> batches) {
        return batches.stream().mapToLong(List::size).sum();
    }

    /** A province's day that is over, summed up and packed. */
    private void weigh(Size size) throws IOException {
        StoreLoad load = new StoreLoad("weigh", 44, clock.instant().minus(PAST), EVERY, 0, new Random(SEED));
        Path home = home("weigh");
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, home, clock)) {
            List<RecordedResult> results = load.next(size.results());
            long begun = nanoClock.getAsLong();
            store.append(results);
            StoreLoad.settle(store);
            medians.add("rolled_up_per_s", size.results() / seconds(begun));
        }
        // What is in memory is weighed by nobody; opening writes it to its files.
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, home, clock)) {
            for (Space each : store.space()) {
                medians.add("bytes_" + each.level().replace(" ", ""), (double) each.bytes() / size.results());
            }
        }
        out.accept("bytes of a result on disk, by level:" + medians.newest("bytes"));
    }

    private void reopen(Size size) throws IOException, InterruptedException {
        Path home = home("killed");
        Path written = home.resolve("written");
        Process writer = new ProcessBuilder(Enclosure.javaCommand(
                        StoreWriter.class,
                        List.of(home.toString(), written.toString(), Integer.toString(size.results()))))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("writer.log").toFile())
                .start();
        try {
            for (long waited = 0; !Files.exists(written); waited += LOOK_MILLIS) {
                if (writer.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) || waited > LONGEST_MILLIS) {
                    throw new LabException("store writer: expected to write. Found: "
                            + Files.readString(home.resolve("writer.log")).strip());
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        long begun = nanoClock.getAsLong();
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, home, clock)) {
            store.check();
            medians.add("open_after_kill_s", seconds(begun));
        }
        out.accept("opened after kill -9:" + medians.newest("open"));
    }

    private double seconds(long since) {
        return (nanoClock.getAsLong() - since) / 1e9;
    }

    private Path home(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name + "-" + homes++));
    }
}
