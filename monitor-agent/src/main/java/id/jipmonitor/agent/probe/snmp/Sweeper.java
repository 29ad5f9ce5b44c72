package id.jipmonitor.agent.probe.snmp;

import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.snmp4j.util.CommonTimer;

/**
 * SNMP4J's clock for requests that nobody waits for any more. Each round watches its own time, so this one may be late: what
 * is due in one second is swept together, where a timer of its own for each request would wake a thread for each.
 */
final class Sweeper implements CommonTimer {
    private static final long GRAIN_MILLIS = 1_000;

    private final Timer timer = new Timer("snmp-sweeper", true);
    private final LongSupplier nanoClock;

    Sweeper(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public void schedule(TimerTask task, long delay) {
        timer.schedule(task, delay + late(delay));
    }

    @Override
    public void schedule(TimerTask task, Date first, long period) {
        timer.schedule(task, first, period);
    }

    @Override
    public void schedule(TimerTask task, long delay, long period) {
        timer.schedule(task, delay, period);
    }

    /** How much later than after {@code delay} the next sweep is, milliseconds. */
    private long late(long delay) {
        long due = TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong()) + delay;
        return GRAIN_MILLIS - Math.floorMod(due, GRAIN_MILLIS);
    }

    @Override
    public void cancel() {
        timer.cancel();
    }
}
