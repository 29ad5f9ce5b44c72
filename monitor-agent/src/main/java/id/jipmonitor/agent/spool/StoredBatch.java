package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.wire.Message.Batch;
import java.time.Instant;

/** A batch that waits for its acknowledgement. */
public record StoredBatch(Batch batch, Instant spooledAt) {}
