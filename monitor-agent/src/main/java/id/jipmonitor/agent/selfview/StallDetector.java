package id.jipmonitor.agent.selfview;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A thread that wants to wake every {@value #TICK_MILLIS} ms and notes how late it was. Whatever stops it (a busy
 * machine, a suspended virtual machine, a garbage collection) stops the rounds as well.
 */
final class StallDetector implements AutoCloseable {
    static final int TICK_MILLIS = 50;
    private static final long TICK_NANOS = Duration.ofMillis(TICK_MILLIS).toNanos();
    /** Shorter lateness is the usual jitter of a scheduler. */
    private static final long NOISE_NANOS = Duration.ofMillis(5).toNanos();

    private final LongSupplier nanoClock;
    private final StallLog log = new StallLog();
    private final Thread thread;
    private volatile long lastTick;
    private volatile boolean stopped;

    StallDetector(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.lastTick = nanoClock.getAsLong();
        this.thread = Thread.ofPlatform().name("stall-detector").daemon().start(this::tick);
    }

    /** The longest lateness that overlapped the time since then; one that still lasts counts too. */
    Duration worstSince(long nanos) {
        long current = nanoClock.getAsLong() - lastTick - TICK_NANOS;
        Duration past = log.worstSince(nanos);
        return past.toNanos() >= current ? past : Duration.ofNanos(current);
    }

    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    private void tick() {
        while (!stopped) {
            long due = lastTick + TICK_NANOS;
            while (due - nanoClock.getAsLong() > 0 && !stopped) {
                LockSupport.parkNanos(due - nanoClock.getAsLong());
            }
            long now = nanoClock.getAsLong();
            if (now - due > NOISE_NANOS) {
                log.add(now, Duration.ofNanos(now - due));
            }
            lastTick = now;
        }
    }
}
