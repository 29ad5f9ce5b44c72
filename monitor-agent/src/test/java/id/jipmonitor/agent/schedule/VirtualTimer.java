package id.jipmonitor.agent.schedule;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that moves only when a test says so; what must block is run by the test. */
final class VirtualTimer implements RoundTimer {
    private record Task(long at, long order, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
    private long now = 1_000_000_000_000L;
    private long order;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now + delay.toNanos(), order++, task));
    }

    @Override
    public void start(Runnable blocking) {
        blocking.run();
    }

    /** Runs what is due, each at its time. */
    void advance(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().at() <= end) {
            Task next = tasks.remove();
            now = Math.max(now, next.at());
            next.work().run();
        }
        now = end;
    }

    /** The process stands still: what was due runs late, at the end. */
    void pause(Duration time) {
        now += time.toNanos();
        advance(Duration.ZERO);
    }
}
