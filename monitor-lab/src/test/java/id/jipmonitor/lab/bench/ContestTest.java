package id.jipmonitor.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {
    private static final EchoTask TASK = new EchoTask("sweep", "127.1", 100, 1, Duration.ZERO, 1);

    @TempDir
    private Path proc;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> order = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private long everybody;

    @BeforeEach
    void calm() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(proc.resolve("self").resolve("stat"), "7 (java) S 1 7 7 0 -1 4 1 2 3 4 0 0 0 0 20 0\n");
        others(0);
    }

    private void others(long ticks) throws IOException {
        everybody += ticks;
        Files.writeString(proc.resolve("stat"), "cpu  " + everybody + " 0 0 5 5 0 0 0 0 0\n");
    }

    /** Takes so many milliseconds, run after run. */
    private final class Paced implements Contender<EchoTask> {
        private final String name;
        private final List<Integer> millis;
        private int run;

        Paced(String name, Integer... millis) {
            this.name = name;
            this.millis = List.of(millis);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long run(EchoTask task) throws IOException {
            order.add(name);
            int now = millis.get(Math.min(run++, millis.size() - 1));
            if (now < 0) {
                others(1_000);
            }
            nanos.addAndGet(Math.abs(now) * 1_000_000L);
            return task.total() - 1;
        }
    }

    private Contest.Outcome hold(int rounds, boolean anyLoad, Paced... contenders)
            throws IOException, InterruptedException {
        return new Contest<EchoTask>(new Machine(nanos::get, proc), List.of(contenders), told::add)
                .hold(TASK, rounds, anyLoad);
    }

    @Test
    void hold_severalRounds_everyoneBeginsInTurn() throws IOException, InterruptedException {
        hold(2, false, new Paced("a", 10), new Paced("b", 10));
        assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
    }

    @Test
    void hold_anyTask_saysFirstWhatOneRunDoes() throws IOException, InterruptedException {
        hold(1, false, new Paced("a", 10));
        assertThat(told.getFirst()).isEqualTo("sweep: 100 targets x 1 echoes, 1 times a run; one run each to warm up");
    }

    @Test
    void hold_warmUp_isNotCounted() throws IOException, InterruptedException {
        Contest.Outcome outcome = hold(3, false, new Paced("a", 9_000, 10, 30, 20));
        assertThat(outcome.median("a", Effort::seconds)).isEqualTo(0.02);
        assertThat(outcome.mostLost("a")).isEqualTo(1);
    }

    @Test
    void hold_evenNumberOfRounds_medianIsBetweenTheTwo() throws IOException, InterruptedException {
        Contest.Outcome outcome = hold(2, false, new Paced("a", 1, 10, 30));
        assertThat(outcome.median("a", Effort::seconds)).isEqualTo(0.02);
    }

    @Test
    void hold_othersWorkedDuringARound_thatRoundIsRunAgain() throws IOException, InterruptedException {
        Contest.Outcome outcome = hold(2, false, new Paced("a", 10, -10, 10), new Paced("b", 10));
        assertThat(outcome.discarded()).isEqualTo(1);
        assertThat(outcome.rounds()).isEqualTo(2);
        assertThat(told).anyMatch(line -> line.contains("not counted"));
    }

    @Test
    void hold_alwaysDisturbed_endsWithoutRounds() throws IOException, InterruptedException {
        Contest.Outcome outcome = hold(2, false, new Paced("a", -10));
        assertThat(outcome.rounds()).isZero();
        assertThat(outcome.median("a", Effort::seconds)).isNaN();
    }

    @Test
    void hold_anyLoad_countsDisturbedRounds() throws IOException, InterruptedException {
        assertThat(hold(2, true, new Paced("a", -10)).rounds()).isEqualTo(2);
    }
}
