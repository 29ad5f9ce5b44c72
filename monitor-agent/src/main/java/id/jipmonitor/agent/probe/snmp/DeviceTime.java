package id.jipmonitor.agent.probe.snmp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a device has left of its time in one round: Tmax for all messages together, and each at most a quarter of it. */
final class DeviceTime {
    private static final int MESSAGES = 4;

    private final LongSupplier nanoClock;
    private final long deadline;
    private final long messageNanos;

    /**
     * A time that ends in any case.
     *
     * @param deadline by the nano clock
     * @param waitingTime Tmax
     */
    DeviceTime(LongSupplier nanoClock, long deadline, Duration waitingTime) {
        this.nanoClock = nanoClock;
        this.deadline = deadline;
        this.messageNanos = waitingTime.toNanos() / MESSAGES;
    }

    /** The nano clock. */
    long now() {
        return nanoClock.getAsLong();
    }

    /** Nanoseconds until the deadline; not positive when the time is over. */
    long left() {
        return deadline - nanoClock.getAsLong();
    }

    /** Nanoseconds that the next message may take; not positive when the time is over. */
    long forOneMessage() {
        return Math.min(messageNanos, left());
    }

    /** The same in whole milliseconds, at least 1. */
    long millisForOneMessage() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(forOneMessage()));
    }
}
