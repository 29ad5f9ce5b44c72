package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.RecordedResult;
import java.util.List;

/**
 * Where results go on from here. The first one is the store: when it returns, they are durable. Called on a virtual
 * thread, one call at a time per agent, many at once in all; it may block.
 */
@FunctionalInterface
public interface ResultSink {
    /** @throws RuntimeException when they were not taken; the same results come again later */
    void accept(List<RecordedResult> results);
}
