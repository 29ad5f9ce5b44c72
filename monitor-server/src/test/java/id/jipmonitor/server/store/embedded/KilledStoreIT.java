package id.jipmonitor.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Retention;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed -9 while it appends: nothing acknowledged is lost, and nobody else gets in meanwhile. */
class KilledStoreIT {
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = AppendingProcess.NOW.plusSeconds(86_400);

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedBatch_survivesKill9() throws IOException, InterruptedException {
        Process process = start();
        int acknowledged = 0;
        try (BufferedReader lines = process.inputReader()) {
            while (acknowledged < 200) {
                acknowledged = Integer.parseInt(Objects.requireNonNull(lines.readLine())) + 1;
            }
            aSecondWriterIsToldWhoItIs(process);
            try (EmbeddedReader beside = EmbeddedReader.openBeside(directory)) {
                assertStored(beside, acknowledged);
            }
            process.toHandle().destroyForcibly(); // leaves the pipe, whose last lines are acknowledged batches
            for (Optional<String> line = next(lines); line.isPresent(); line = next(lines)) {
                acknowledged = Integer.parseInt(line.get()) + 1;
            }
        } finally {
            process.destroyForcibly();
        }
        try (EmbeddedStore store = EmbeddedStore.open(directory, Retention.DEFAULT, () -> AppendingProcess.NOW)) {
            assertStored(store, acknowledged);
            store.check();
        }
    }

    private void aSecondWriterIsToldWhoItIs(Process process) {
        assertThatThrownBy(() -> EmbeddedStore.open(directory, Retention.DEFAULT, () -> AppendingProcess.NOW))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Found: process " + process.pid() + " holds its lock");
    }

    private static void assertStored(ResultReader store, int batches) {
        RandomResults random = AppendingProcess.random();
        for (int i = 0; i < batches; i++) {
            List<RecordedResult> expected = AppendingProcess.batch(random, i);
            Series series = new Series(
                    expected.getFirst().agent(), expected.getFirst().result().probe());
            List<RecordedResult> found = new ArrayList<>();
            store.scan(series, FIRST, LAST, found::add);
            assertThat(found).as("batch %s", i).isEqualTo(expected);
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Optional<String> next(BufferedReader lines) throws IOException {
        return Optional.ofNullable(lines.readLine());
    }
}
