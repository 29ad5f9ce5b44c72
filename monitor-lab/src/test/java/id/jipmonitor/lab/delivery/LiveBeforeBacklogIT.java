package id.jipmonitor.lab.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.house.Soak;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 4 of delivery: while days of backlog come in, live results reach the store before it. How fast is a figure of
 * {@code ./jip bench delivery --backlog}; here it is the order that counts.
 */
@DisplayName("P4: live results reach the store before the backlog")
class LiveBeforeBacklogIT {
    private static final int AGENTS = Soak.size(4, 44);
    private static final int RESULTS_EACH = Soak.size(16_000, 431_000);
    /** So that the backlog takes some seconds, whatever the machine. */
    private static final int PER_SECOND = Soak.size(5_000, 2_000);

    @TempDir
    private Path directory;

    @Test
    void liveResults_whileTheBacklogDrains_areStoredBeforeItsEnd() throws Exception {
        try (Deliveries deliveries = new Deliveries(directory)) {
            BacklogRun run = new BacklogRun(
                    InstantSource.system(), System::nanoTime, deliveries.loops, directory, Soak::progress);
            BacklogRun.Size size = new BacklogRun.Size(AGENTS, RESULTS_EACH, 40, PER_SECOND, Duration.ofMinutes(30));
            double seconds = run.drain(size, deliveries.serve(), deliveries.certificates());
            deliveries.endServer();

            List<LiveWatch.Arrival> live = deliveries.liveArrivals();
            long before = live.stream()
                    .filter(each -> each.olderBefore() < size.results())
                    .count();
            Soak.progress(size.results() + " results of backlog stored in " + seconds + " s");
            assertThat(live).hasSizeGreaterThan(AGENTS);
            assertThat(before)
                    .as("live results of %s that were stored while backlog was left", live.size())
                    .isGreaterThan(live.size() * 9L / 10);
            if (!Soak.asked()) {
                assertThat(deliveries.stored()).hasSize((int) size.results() + live.size());
            }
        }
    }
}
