package id.jipmonitor.agent.schedule;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread for the time, virtual ones for the rounds. */
final class ThreadTimer implements RoundTimer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadTimer.class);

    private final LongSupplier nanoClock;
    private final ScheduledThreadPoolExecutor time = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("round-timer").daemon().factory());
    private final ExecutorService rounds = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("round-", 0).factory());

    ThreadTimer(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        time.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return nanoClock.getAsLong();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        submit(() -> {
            var _ = time.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    @Override
    public void start(Runnable blocking) {
        submit(() -> rounds.execute(blocking));
    }

    void every(Duration interval, Runnable task) {
        var _ = time.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Starts no more rounds, interrupts those under way and waits until they ended or the time is up. */
    @Override
    public void close() {
        time.shutdownNow();
        rounds.shutdownNow();
        try {
            if (!rounds.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("some rounds did not end within 5 s and are left");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void submit(Runnable submission) {
        try {
            submission.run();
        } catch (RejectedExecutionException closing) {
            LOG.debug("a round came due while the schedule was closing");
        }
    }
}
