package id.jipmonitor.server.notify;

import java.util.Optional;

/** A way to reach people or programs. One attempt per call; the outbox repeats. Blocking; called on a virtual thread. */
public interface Channel extends AutoCloseable {
    /** By which receivers refer to it, for instance {@code email}. */
    String type();

    /** Tries once to deliver; never throws for a delivery that failed. */
    Receipt send(Notice notice);

    /** An empty answer when that address can be served by this channel as it is configured, else why not. */
    Optional<String> refusal(String address);

    @Override
    void close();
}
