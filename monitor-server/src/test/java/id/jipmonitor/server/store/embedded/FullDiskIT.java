package id.jipmonitor.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.Retention;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system that is really full, past the space that the store keeps free. */
class FullDiskIT {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    Path directory;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small file system");
        run("mount", "-t", "tmpfs", "-o", "size=16m", "none", directory.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if ("root".equals(System.getProperty("user.name"))) {
            run("umount", directory.toString());
        }
    }

    @Test
    void batchThatDoesNotFit_isRefused_andTakenByItselfWhenThereIsSpace() throws IOException, InterruptedException {
        List<RecordedResult> acknowledged = new ArrayList<>();
        RandomResults random = new RandomResults(1, "agent-1");
        try (EmbeddedStore store =
                EmbeddedStore.open(directory.resolve("results"), Retention.DEFAULT, () -> NOW, () -> Long.MAX_VALUE)) {
            assertThatThrownBy(() -> fill(store, random, acknowledged))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("expected to append")
                    .hasMessageContaining("No space left on device");
            run("mount", "-o", "remount,size=200m", directory.toString());
            await().atMost(Duration.ofMinutes(2))
                    .ignoreExceptionsInstanceOf(StoreException.class)
                    .until(() -> {
                        store.append(random.history("late", NOW.minusSeconds(60), Duration.ofSeconds(1), 10));
                        return true;
                    });
            assertStored(store, acknowledged);
        }
        try (EmbeddedStore store = EmbeddedStore.open(directory.resolve("results"), Retention.DEFAULT, () -> NOW)) {
            assertStored(store, acknowledged);
        }
    }

    private static void fill(EmbeddedStore store, RandomResults random, List<RecordedResult> acknowledged) {
        for (int i = 0; i < 1_000; i++) {
            List<RecordedResult> batch =
                    random.history("p", NOW.minusSeconds(86_400 - i * 60L), Duration.ofMillis(60), 1_000);
            store.append(batch);
            acknowledged.addAll(batch);
        }
    }

    private static void assertStored(EmbeddedStore store, List<RecordedResult> acknowledged) {
        RecordedResult any = acknowledged.getFirst();
        Set<RecordedResult> found = new HashSet<>();
        store.scan(new Series(any.agent(), any.result().probe()), Instant.EPOCH, NOW, found::add);
        assertThat(found.containsAll(acknowledged))
                .as("everything acknowledged is there")
                .isTrue();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
