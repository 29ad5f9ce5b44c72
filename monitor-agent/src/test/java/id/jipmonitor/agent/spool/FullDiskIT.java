package id.jipmonitor.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import id.jipmonitor.agent.spool.SpoolFixture.Stored;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk that is full although the spool's own bound is not reached, the oldest results give way and are accounted for. */
class FullDiskIT {
    private static final int RESULTS = 120_000;
    private static final int AT_ONCE = 10_000;

    @TempDir
    private Path directory;

    private final Random random = new Random(20261124);

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small file system");
        run("mount", "-t", "tmpfs", "-o", "size=12m", "none", directory.toString());
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if ("root".equals(System.getProperty("user.name"))) {
            run("umount", directory.toString());
        }
    }

    @Test
    void fullDisk_takesNewResults_andTheOldestGiveWayAsAGap() {
        try (Spool spool = SpoolFixture.open(directory)) {
            for (int from = 1; from <= RESULTS; from += AT_ONCE) {
                append(spool, from, from + AT_ONCE - 1L);
            }
            List<Stored> left = SpoolFixture.stored(spool);
            long dropped = left.getFirst().number() - 1;

            assertThat(dropped).as("more than the disk can hold").isPositive();
            assertThat(left).hasSize((int) (RESULTS - dropped)).allMatch(each -> each.mark() == each.number());
            assertThat(spool.gaps(10)).containsExactly(new Gap(1, dropped, GapCause.OVERFLOW));
            assertThat(spool.status().overflowed()).isEqualTo(dropped);
        }
        try (Spool spool = SpoolFixture.open(directory)) {
            assertThat(SpoolFixture.stored(spool).getLast()).isEqualTo(new Stored(RESULTS, RESULTS));
        }
    }

    /** Results that no packing makes small: twenty round-trip times of chance each. */
    private void append(Spool spool, long from, long to) {
        LongStream.rangeClosed(from, to)
                .mapToObj(mark -> spool.append(noisy(SpoolFixture.result(mark)), SpoolFixture.view()))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private ProbeResult noisy(ProbeResult plain) {
        return new ProbeResult(
                plain.probe(),
                plain.startedAt(),
                plain.monotonicNanos(),
                plain.interval(),
                plain.outcome(),
                plain.reason(),
                plain.packets(),
                plain.timestampQuality(),
                false,
                random.longs(20, 1, 1_000_000_000).mapToObj(Duration::ofNanos).toList(),
                List.of());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
