package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own that appends batches, some of them late, and folds all the time beside it; says the number of each
 * batch when it is acknowledged. The same batches for the same seed.
 */
final class FoldingProcess {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    static final String AGENT = "agent-1";
    static final int SERIES = 5;

    private FoldingProcess() {}

    /** Arguments: directory, seed, first batch. */
    public static void main(String[] arguments) {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]), Retention.DEFAULT, now::get);
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                if (!store.tend()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
        long seed = Long.parseLong(arguments[1]);
        for (int i = Integer.parseInt(arguments[2]); true; i++) {
            store.append(batch(seed, i));
            now.updateAndGet(each -> each.plusSeconds(15)); // a pass for every four batches
            System.out.println(i);
        }
    }

    /** Some ten minutes of results of a series, in one of the hours before. */
    static List<RecordedResult> batch(long seed, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        RandomResults results = new RandomResults(seed * 7_919 + number, AGENT);
        List<RecordedResult> batch = new ArrayList<>();
        Instant from = NOW.minusSeconds(60L * (60 + random.nextInt(1_800)));
        String probe = "p" + random.nextInt(SERIES);
        for (int i = 0; i < 20; i++) {
            batch.add(results.next(probe, from.plusSeconds(i * 30L), Duration.ofSeconds(30)));
        }
        return batch;
    }
}
