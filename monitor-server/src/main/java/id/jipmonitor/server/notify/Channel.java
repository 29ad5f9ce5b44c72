package id.jipmonitor.server.notify;

import java.util.Optional;

/** A way to reach people or programs. One attempt per call; the outbox repeats. Blocking; called on a virtual thread. */
public interface Channel extends AutoCloseable {
    /** Tries once to deliver; never throws for a delivery that failed. */
    Receipt send(Notice notice);

    /** An empty answer when a delivery is likely to succeed now, else why not. */
    Optional<String> check();

    @Override
    void close();
}
