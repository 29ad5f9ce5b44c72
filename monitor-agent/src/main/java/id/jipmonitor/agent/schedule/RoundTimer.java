package id.jipmonitor.agent.schedule;

import java.time.Duration;

/** Runs something later and starts rounds; virtual in tests. */
interface RoundTimer {
    /** Monotonic. */
    long nanos();

    void after(Duration delay, Runnable task);

    /** Starts something that may block. */
    void start(Runnable blocking);
}
