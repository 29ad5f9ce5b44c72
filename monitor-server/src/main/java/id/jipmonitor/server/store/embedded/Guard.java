package id.jipmonitor.server.store.embedded;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps a native object open while somebody uses it, because a call on a closed one ends the process. Counts its owner
 * and its users; the last to leave closes. Nobody waits to enter.
 */
final class Guard {
    private final AtomicInteger users = new AtomicInteger(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable close;

    Guard(Runnable close) {
        this.close = close;
    }

    /** Whether it may be used now; who gets true must {@link #leave}. */
    boolean enter() {
        return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
    }

    void leave() {
        if (users.decrementAndGet() == 0) {
            close.run();
            closed.countDown();
        }
    }

    /** The owner leaves for good; returns when the object is closed, after its last user. To be called once. */
    void end() {
        leave();
        boolean interrupted = false;
        while (closed.getCount() > 0) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                interrupted = true; // closing is not given up half way; the interrupt is handed on
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
