package id.jipmonitor.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    private static final EchoTask TASK = new EchoTask("sweep", "127.1", 10, 2, Duration.ZERO, 5);

    @TempDir
    private Path proc;

    private final AtomicLong nanos = new AtomicLong();
    private Machine machine = new Machine(nanos::get, Path.of("/proc"));

    @BeforeEach
    void calm() throws IOException {
        Files.createDirectory(proc.resolve("self"));
        write(100, 40, 1_000);
        machine = new Machine(nanos::get, proc);
    }

    /** Ticks of this program, of its ended children, and of everybody. */
    private void write(long own, long children, long everybody) throws IOException {
        Files.writeString(
                proc.resolve("self").resolve("stat"),
                "7 (java (a b)) S 1 7 7 0 -1 4194560 1 2 3 4 " + own + " 10 " + children + " 5 20 0 30 0 99\n");
        Files.writeString(proc.resolve("stat"), "cpu  " + everybody + " 1 2 77777 88888 3 4 5 0 0\ncpu0 1 2 3 4\n");
    }

    @Test
    void measure_ownAndForeignWork_areToldApart() throws IOException, InterruptedException {
        Effort effort = machine.measure(working(150, 60, 1_000 + 120), TASK);
        assertThat(effort.seconds()).isEqualTo(2.0);
        assertThat(effort.cpuSeconds()).isEqualTo(0.7, within(1e-9));
        assertThat(effort.foreignCores()).isEqualTo(0.25, within(1e-9));
        assertThat(effort.undisturbed()).isFalse();
    }

    @Test
    void measure_onlyOwnWork_isUndisturbed() throws IOException, InterruptedException {
        Effort effort = machine.measure(working(150, 60, 1_000 + 70), TASK);
        assertThat(effort.undisturbed()).isTrue();
        assertThat(effort.lost()).isEqualTo(25);
        assertThat(effort.perSecond()).isEqualTo(37.5);
        assertThat(effort.cpuSecondsFor(1_000)).isEqualTo(7.0, within(1e-6));
    }

    private void writeProgram(long pid, long ticks) throws IOException {
        Files.createDirectories(proc.resolve("" + pid));
        Files.writeString(
                proc.resolve("" + pid).resolve("stat"),
                pid + " (snmpd) S 1 7 7 0 -1 4194560 1 2 3 4 " + ticks + " 20 900 900 20 0 30 0 99\n");
    }

    @Test
    void measure_contenderInAProgramOfItsOwn_isChargedForThatAndBystandersForNothing() throws Exception {
        writeProgram(11, 100);
        writeProgram(12, 500);
        Contender<EchoTask> driven = new Contender<>() {
            @Override
            public String name() {
                return "driven";
            }

            @Override
            public OptionalLong program() {
                return OptionalLong.of(11);
            }

            @Override
            public long run(EchoTask task) throws IOException, InterruptedException {
                writeProgram(11, 130);
                writeProgram(12, 550);
                return working(150, 60, 1_000 + 70 + 30 + 50 + 40).run(task);
            }
        };

        Effort effort = new Machine(nanos::get, proc, List.of(12L)).measure(driven, TASK);

        assertThat(effort.cpuSeconds()).isEqualTo(0.3, within(1e-9));
        assertThat(effort.foreignCores()).isEqualTo(0.2, within(1e-9));
    }

    @Test
    void measure_contenderThatDoesAShare_isJudgedByItsShare() throws IOException, InterruptedException {
        EchoTask share = new EchoTask("sweep", "127.1", 10, 2, Duration.ZERO, 4);
        Contender<EchoTask> partial = new Contender<>() {
            @Override
            public String name() {
                return "partial";
            }

            @Override
            public EchoTask share(EchoTask whole) {
                return share;
            }

            @Override
            public long run(EchoTask task) {
                return task.total() - 5;
            }
        };

        assertThat(machine.measure(partial, TASK).asked()).isEqualTo(80);
        assertThat(machine.measure(partial, TASK).lost()).isEqualTo(5);
    }

    private Contender<EchoTask> working(long own, long children, long everybody) {
        return new Contender<>() {
            @Override
            public String name() {
                return "worker";
            }

            @Override
            public long run(EchoTask task) throws IOException {
                write(own, children, everybody);
                nanos.addAndGet(2_000_000_000L);
                return 75;
            }
        };
    }
}
