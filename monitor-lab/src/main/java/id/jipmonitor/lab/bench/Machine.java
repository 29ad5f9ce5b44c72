package id.jipmonitor.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private static final int ITSELF = 2;
    private static final int WITH_CHILDREN = 4;

    private static final Pattern SPACES = Pattern.compile(" +");

    private final LongSupplier nanoClock;
    private final Path proc;
    private final List<Long> bystanders;

    Machine(LongSupplier nanoClock, Path proc) {
        this(nanoClock, proc, List.of());
    }

    /**
     * The machine with programs that serve all contenders.
     *
     * @param bystanders their numbers; what they take is nobody's, and no foreign load
     */
    Machine(LongSupplier nanoClock, Path proc, List<Long> bystanders) {
        this.nanoClock = nanoClock;
        this.proc = proc;
        this.bystanders = List.copyOf(bystanders);
    }

    /** Lets the contender do its share, and times it. */
    <T extends Task> Effort measure(Contender<T> contender, T whole) throws IOException, InterruptedException {
        T task = contender.share(whole);
        double ownBefore = ownSeconds();
        double apartBefore = apartSeconds(contender);
        double servedBefore = servedSeconds();
        double allBefore = busySeconds();
        long begun = nanoClock.getAsLong();
        long done = contender.run(task);
        double seconds = (nanoClock.getAsLong() - begun) / 1e9;
        double own = ownSeconds() - ownBefore;
        double apart = apartSeconds(contender) - apartBefore;
        double served = servedSeconds() - servedBefore;
        double foreign = Math.max(0, busySeconds() - allBefore - own - apart - served) / seconds;
        return new Effort(seconds, contender.program().isPresent() ? apart : own, foreign, task.total(), done);
    }

    private double servedSeconds() throws IOException {
        double seconds = 0;
        for (long each : bystanders) {
            seconds += cpuSeconds(each);
        }
        return seconds;
    }

    private double apartSeconds(Contender<?> contender) throws IOException {
        return contender.program().isPresent() ? cpuSeconds(contender.program().getAsLong()) : 0;
    }

    /** CPU seconds of this process and of its children that have ended. */
    double ownSeconds() throws IOException {
        return seconds("self", WITH_CHILDREN);
    }

    /** CPU seconds of another process. */
    double cpuSeconds(long process) throws IOException {
        return seconds(Long.toString(process), ITSELF);
    }

    private double seconds(String process, int fields) throws IOException {
        String stat = Files.readString(proc.resolve(process).resolve("stat"));
        return sum(stat.substring(stat.lastIndexOf(')') + 2), USER_TIME, fields);
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
