package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** The machine's clocks: time, this program's CPU time with its children's, and everybody's (proc(5)). */
final class Machine {
    private static final double TICKS_PER_SECOND = 100;
    /** user, nice, system, idle, iowait, irq, softirq, steal. */
    private static final int STATES = 8;

    private static final int IDLE = 3;
    private static final int AFTER_IO_WAIT = 5;
    /** The place of utime after the program's name in parentheses; stime, cutime and cstime follow. */
    private static final int USER_TIME = 11;

    private static final Pattern SPACES = Pattern.compile(" +");

    private final LongSupplier nanoClock;
    private final Path proc;

    Machine(LongSupplier nanoClock, Path proc) {
        this.nanoClock = nanoClock;
        this.proc = proc;
    }

    /** Runs and times. */
    <T extends Task> Effort measure(Contender<T> contender, T task) throws IOException, InterruptedException {
        double ownBefore = ownSeconds();
        double allBefore = busySeconds();
        long begun = nanoClock.getAsLong();
        long done = contender.run(task);
        double seconds = (nanoClock.getAsLong() - begun) / 1e9;
        double own = ownSeconds() - ownBefore;
        double foreign = Math.max(0, busySeconds() - allBefore - own) / seconds;
        return new Effort(seconds, own, foreign, task.total(), done);
    }

    /** CPU seconds of this process and of its children that have ended. */
    double ownSeconds() throws IOException {
        String stat = Files.readString(proc.resolve("self").resolve("stat"));
        return sum(stat.substring(stat.lastIndexOf(')') + 2), USER_TIME, 4);
    }

    /** CPU seconds that the machine did not spend idle. */
    double busySeconds() throws IOException {
        String total =
                Files.readString(proc.resolve("stat")).lines().findFirst().orElseThrow();
        String states = total.substring("cpu".length()).strip();
        return sum(states, 0, IDLE) + sum(states, AFTER_IO_WAIT, STATES - AFTER_IO_WAIT);
    }

    private static double sum(String numbers, int from, int count) {
        return SPACES.splitAsStream(numbers)
                        .skip(from)
                        .limit(count)
                        .mapToLong(Long::parseLong)
                        .sum()
                / TICKS_PER_SECOND;
    }
}
