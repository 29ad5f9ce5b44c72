package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.RecordedResult;
import java.util.List;

/**
 * Results, kept durably and read by event time. Safe for many threads at once.
 *
 * <p>Promise: when {@link #append} returns, every result of the batch survives kill -9 of this process and a power
 * loss of the machine; a result that was appended before (same agent, boot and number, or same series and start) is
 * kept once. A store that cannot promise it throws, and nothing is acknowledged.
 */
public interface ResultStore extends ResultReader {
    /** @throws StoreException when the batch may not be durable; appending it again is safe */
    void append(List<RecordedResult> results);

    /** @throws StoreException when an append is not likely to succeed now; the message says why and what to do */
    void check();

    /**
     * A turn of what the store has to do beside its callers: sum up, pack, drop what is too old. To be called again and
     * again by one thread; a turn takes a second or two at most.
     *
     * @return whether there is more to do at once
     * @throws StoreException when it failed; the next turn tries again
     */
    default boolean tend() {
        return false;
    }
}
