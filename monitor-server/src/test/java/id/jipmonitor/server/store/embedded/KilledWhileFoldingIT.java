package id.jipmonitor.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.MemoryResultStore;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.Retention;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreAnswers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed -9 at random while it appends and folds: results and sums are whole each time. */
class KilledWhileFoldingIT {
    private static final int KILLS = 4;
    private static final Instant FIRST = Instant.parse("2026-03-09T00:00:00Z");
    private static final Instant LAST = FoldingProcess.NOW;

    @TempDir
    Path directory;

    @Test
    void everythingAcknowledged_isThereOnce_andSumsAgree_afterEachKill() throws IOException {
        long seed = new Random().nextInt(1_000_000);
        System.out.println("KilledWhileFoldingIT seed " + seed);
        Random random = new Random(seed);
        MemoryResultStore model = new MemoryResultStore();
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int acknowledged = runAndKill(seed, next, 100 + random.nextInt(400));
            for (; next < acknowledged; next++) {
                model.append(FoldingProcess.batch(seed, next));
            }
            // The batch under way may be there or not; sent again, it is.
            List<RecordedResult> underWay = FoldingProcess.batch(seed, next++);
            model.append(underWay);
            try (EmbeddedStore store = open()) {
                store.append(underWay);
                agree(store, model);
            }
        }
        try (EmbeddedStore store = EmbeddedStore.open(directory, Retention.DEFAULT, () -> LAST.plusSeconds(7_200))) {
            while (store.tend()) {
                // until nothing is left to fold
            }
            agree(store, model);
        }
    }

    private EmbeddedStore open() {
        return EmbeddedStore.open(directory, Retention.DEFAULT, () -> LAST);
    }

    private static void agree(EmbeddedStore store, MemoryResultStore model) {
        for (int i = 0; i < FoldingProcess.SERIES; i++) {
            Series series = new Series(new AgentId(FoldingProcess.AGENT), new ProbeId("p" + i));
            List<RecordedResult> found = new ArrayList<>();
            store.scan(series, FIRST, LAST, found::add);
            List<RecordedResult> expected = new ArrayList<>();
            model.scan(series, FIRST, LAST, expected::add);
            assertThat(found).isEqualTo(expected);
            for (Duration step : List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofDays(1))) {
                Query query = new Query(series, FIRST, LAST, step);
                StoreAnswers.assertEqual(store.query(query), model.query(query));
            }
        }
    }

    /** Returns how many batches are acknowledged. */
    private int runAndKill(long seed, int first, int batches) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FoldingProcess.class.getName(),
                        directory.toString(),
                        Long.toString(seed),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int acknowledged = first;
        try (BufferedReader lines = process.inputReader()) {
            while (acknowledged < first + batches) {
                acknowledged = Integer.parseInt(Objects.requireNonNull(lines.readLine())) + 1;
            }
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Integer.parseInt(line) + 1;
            }
        } finally {
            process.destroyForcibly();
        }
        process.onExit().join();
        return acknowledged;
    }
}
