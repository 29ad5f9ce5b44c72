package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole agent whose wall clock is stepped by hours, forward and back: a probe with an interval goes on at its pace, and
 * one that is due in working hours keeps to the hours of the clock on the wall.
 */
class SteppedClockIT {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final ZoneId ZONE = ZoneId.of("Asia/Jakarta");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final InstantSource CLOCK = InstantSource.system();

    private final AtomicInteger steadyRounds = new AtomicInteger();
    private final AtomicInteger officeRounds = new AtomicInteger();

    @TempDir
    private Path directory;

    @Test
    void wallClock_steppedByHours_intervalKeepsItsPaceAndCronItsHours() throws Exception {
        Path clock = Files.write(directory.resolve("clock"), new byte[Long.BYTES]);
        ZonedDateTime evening = CLOCK.instant()
                .atZone(ZONE)
                .with(TemporalAdjusters.next(DayOfWeek.TUESDAY))
                .with(LocalTime.of(16, 59, 40));
        AgentProgram program;
        try (ServerSocket steady = listen(steadyRounds);
                ServerSocket office = listen(officeRounds)) {
            program = new AgentProgram(
                    directory,
                    List.of(
                            AgentProgram.probe("steady", new Cadence.Every(INTERVAL), steady.getLocalPort()),
                            AgentProgram.probe(
                                    "office",
                                    new Cadence.Cron("0/2 * 7-16 ? * MON-FRI", ZONE, INTERVAL),
                                    office.getLocalPort())));
            setClock(clock, evening.toInstant());
            Process agent =
                    program.start(Map.of("LD_PRELOAD", compiled().toString(), "JIP_TEST_CLOCK", clock.toString()));
            try {
                awaitMore(officeRounds, 3);
                awaitClosing();
                setClock(
                        clock, evening.plusDays(1).with(LocalTime.of(6, 59, 58)).toInstant());
                awaitMore(officeRounds, 3);
                awaitMore(steadyRounds, 3);
                setClock(clock, evening.plusDays(1).with(LocalTime.of(4, 0)).toInstant());
                awaitMore(steadyRounds, 4);
                agent.destroy();
                assertThat(agent.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } finally {
                agent.destroyForcibly().waitFor();
            }
        }
        List<ProbeResult> results = program.results();
        assertThat(ran(results, "office")).allSatisfy(each -> {
            LocalTime at = each.startedAt().atZone(ZONE).toLocalTime();
            assertThat(at)
                    .isAfterOrEqualTo(LocalTime.of(7, 0))
                    .isBefore(LocalTime.of(17, 0).plus(INTERVAL));
        });
        checkPace(ran(results, "steady"), of(results, "steady"));
    }

    /** By the monotonic clock: never two rounds of one cycle, and each cycle ran or is accounted for. */
    private static void checkPace(List<ProbeResult> ran, List<ProbeResult> all) {
        String told = String.join(
                "\n",
                all.stream()
                        .map(each -> each.startedAt() + " " + each.outcome() + " " + each.reason())
                        .toList());
        for (int i = 1; i < ran.size(); i++) {
            Duration gap = Duration.ofNanos(
                    ran.get(i).monotonicNanos() - ran.get(i - 1).monotonicNanos());
            assertThat(gap).as(told).isGreaterThan(INTERVAL.dividedBy(2));
        }
        List<ProbeResult> skipped =
                all.stream().filter(each -> each.outcome() == Outcome.SKIPPED).toList();
        assertThat(skipped).extracting(each -> each.reason().cause()).containsOnly(Cause.MISFIRE);
        Duration length =
                Duration.ofNanos(ran.getLast().monotonicNanos() - ran.getFirst().monotonicNanos());
        long cycles = length.dividedBy(INTERVAL) + 1;
        long accounted =
                ran.size() + skipped.stream().mapToLong(AgentProgram::roundsOf).sum();
        // Each of the two steps may cut one cycle short or draw it out.
        assertThat(accounted).as(told).isBetween(cycles - 2, cycles + 2);
    }

    private static List<ProbeResult> of(List<ProbeResult> results, String probe) {
        return results.stream()
                .filter(each -> each.probe().value().equals(probe))
                .toList();
    }

    private static List<ProbeResult> ran(List<ProbeResult> results, String probe) {
        return of(results, probe).stream()
                .filter(each -> each.outcome() != Outcome.SKIPPED)
                .toList();
    }

    /** Working hours end: three rounds of the other probe pass without one. */
    private void awaitClosing() {
        await().atMost(PATIENCE).until(() -> {
            int before = officeRounds.get();
            awaitMore(steadyRounds, 3);
            return officeRounds.get() == before;
        });
    }

    private static void awaitMore(AtomicInteger rounds, int more) {
        int least = rounds.get() + more;
        await().atMost(PATIENCE).until(() -> rounds.get() >= least);
    }

    private static void setClock(Path clock, Instant now) throws IOException {
        ByteBuffer step = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(0, Duration.between(CLOCK.instant(), now).toNanos());
        try (FileChannel file = FileChannel.open(clock, StandardOpenOption.WRITE)) {
            file.write(step, 0);
        }
    }

    private Path compiled() throws IOException, InterruptedException {
        Path source = directory.resolve("stepped_clock.c");
        try (InputStream text = SteppedClockIT.class.getResourceAsStream("/clock/stepped_clock.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        Path library = directory.resolve("stepped_clock.so");
        Process gcc = new ProcessBuilder("gcc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).as("gcc (apt-get install gcc libc6-dev)").isZero();
        return library;
    }

    private static ServerSocket listen(AtomicInteger rounds) throws IOException {
        ServerSocket target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!target.isClosed()) {
                try {
                    target.accept().close();
                    rounds.incrementAndGet();
                } catch (IOException closed) {
                    // The loop ends with the target.
                }
            }
        });
        return target;
    }
}
