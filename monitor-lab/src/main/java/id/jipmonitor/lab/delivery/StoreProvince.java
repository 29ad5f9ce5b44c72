package id.jipmonitor.lab.delivery;

import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.Space;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** East Java for days: 44 sites with 50 probes each, every 30 s; loaded, summed up and asked. */
final class StoreProvince {
    private static final int SERIES = 44 * 50;
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int BATCH = 10_000;
    private static final int SEED = 11;

    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Path directory;
    private final Consumer<String> out;
    private final Medians medians;

    StoreProvince(InstantSource clock, LongSupplier nanoClock, Path directory, Consumer<String> out, Medians medians) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.directory = directory;
        this.out = out;
        this.medians = medians;
    }

    void load(int days) throws IOException {
        Instant from = clock.instant().truncatedTo(ChronoUnit.DAYS).minus(DAY.multipliedBy(days));
        StoreLoad load = new StoreLoad("jatim", SERIES, from, EVERY, 0, new Random(SEED));
        long each = SERIES * DAY.dividedBy(EVERY);
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, directory, clock)) {
            double appending = 0;
            double summing = 0;
            for (int day = 1; day <= days; day++) {
                long begun = nanoClock.getAsLong();
                for (long done = 0; done < each; done += BATCH) {
                    store.append(load.next((int) Math.min(BATCH, each - done)));
                }
                appending += seconds(begun);
                long appended = nanoClock.getAsLong();
                StoreLoad.settle(store);
                summing += seconds(appended);
                out.accept(String.format(
                        "  day %d of %d: %,d results; so far %.0f s to make and append, %.0f s to sum up and pack",
                        day, days, each, appending, summing));
            }
            medians.add("province_days", days);
            medians.add("province_results", (double) each * days);
            medians.add("province_append_s", appending);
            medians.add("province_sum_up_s", summing);
            medians.add("province_bytes", (double)
                    store.space().stream().mapToLong(Space::bytes).sum());
            ask(store, load, from, days);
        }
    }

    private void ask(ResultStore store, StoreLoad load, Instant from, int days) {
        Instant to = from.plus(DAY.multipliedBy(days));
        long begun = nanoClock.getAsLong();
        for (Series each : load.series()) {
            var _ = store.query(new Query(each, from, to, DAY));
        }
        medians.add("province_days_of_all_probes_s", seconds(begun));
        long begunOne = nanoClock.getAsLong();
        var _ = store.query(new Query(load.series().getFirst(), from, to, Duration.ofHours(1)));
        medians.add("province_hours_of_a_probe_ms", 1_000 * seconds(begunOne));
        out.accept(" " + medians.newest("province"));
    }

    private double seconds(long since) {
        return (nanoClock.getAsLong() - since) / 1e9;
    }
}
