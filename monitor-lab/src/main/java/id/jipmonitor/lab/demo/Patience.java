package id.jipmonitor.lab.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for things to happen, not longer than the demo may last. */
public final class Patience {
    private static final long LOOK_EVERY_MILLIS = 250;

    private final Narrator clock;
    private final Duration limit;

    /**
     * @param clock counts from the demo's start
     * @param limit when waiting ends, from the demo's start
     */
    public Patience(Narrator clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Whether it happened in time. */
    public boolean until(BooleanSupplier happened) {
        CountDownLatch never = new CountDownLatch(1);
        try {
            while (!happened.getAsBoolean()) {
                if (over() || never.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the time is over. */
    public boolean over() {
        return clock.elapsed().compareTo(limit) >= 0;
    }
}
