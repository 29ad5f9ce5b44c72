package id.jipmonitor.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own; a slow one delays nobody else, and a failed one goes on. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Runnable work;
    private final ScheduledExecutorService executor;
    private String lastFailure = "";

    private Ticker(String name, Runnable work) {
        this.name = name;
        this.work = work;
        this.executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    static Ticker start(String name, Duration every, Runnable work) {
        Ticker ticker = new Ticker(name, work);
        var _ = ticker.executor.scheduleWithFixedDelay(ticker::once, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return ticker;
    }

    private void once() {
        try {
            work.run();
            lastFailure = "";
        } catch (RuntimeException e) {
            // An exception would end the schedule for good; the next tick may succeed (a full disk, a lost database).
            if (!e.toString().equals(lastFailure)) {
                LOG.error("{} failed and will be tried again: {}", name, e.toString(), e);
            }
            lastFailure = e.toString();
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{} did not end within {} s", name, PATIENCE.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
