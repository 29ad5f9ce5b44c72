package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Which stored batches give way. The oldest go first, and each that goes leaves a gap that says why: no result is ever
 * dropped silently.
 *
 * @param maxBytes bound of the stored batches together
 * @param maxAge bound of each batch's time in the spool
 */
record RetentionRule(long maxBytes, Duration maxAge) {
    /** One stored batch as the rule sees it: its numbers, when it was spooled and what it costs. */
    record Row(long first, long last, Instant spooledAt, long bytes) {}

    /**
     * The batches to drop, from the oldest on; it stops at the first that may stay.
     *
     * @param oldestFirst the head of the spool, in order of numbers
     * @param totalBytes of the whole spool, the head included
     */
    List<Gap> drops(List<Row> oldestFirst, long totalBytes, Instant now) {
        List<Gap> drops = new ArrayList<>();
        long left = totalBytes;
        for (Row row : oldestFirst) {
            boolean expired = row.spooledAt().plus(maxAge).isBefore(now);
            if (!expired && left <= maxBytes) {
                break;
            }
            drops.add(new Gap(row.first(), row.last(), expired ? GapCause.EXPIRED : GapCause.OVERFLOW));
            left -= row.bytes();
        }
        return drops;
    }
}
