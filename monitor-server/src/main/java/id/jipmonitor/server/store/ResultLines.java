package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.RecordedResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Results as text: one JSON object per line, UTF-8. What {@code export} writes and {@code replay} reads; simple enough to
 * be made by hand, because only the first five fields are needed:
 *
 * <pre>
 *   agent              id of the agent
 *   probe              id of the probe
 *   at                 round start, ISO 8601 in UTC, up to microseconds: 2026-03-02T01:00:00.000001Z
 *   interval_seconds   time to the next round as scheduled
 *   outcome            RESPONDED, REFUSED, UNREACHABLE, BLIND or SKIPPED
 *   cause, detail      why; NONE and empty
 *   type_p             what was sent; "unspecified"
 *   packets            how many; 1, of a SKIPPED round 0
 *   tmax_seconds       how long an answer was waited for; 0
 *   rtt_seconds        array, each answered packet's RTT in order of sending; none
 *   timestamp_quality  NONE, USER, KERNEL_RECEIVE or KERNEL; NONE
 *   stalled            whether the agent paused during the round; false
 *   measures           object, metric or metric[instance] to number, in the metric's unit:
 *                      {"round_trip_loss_ratio": 0.2, "if_oper_status[ether1]": 1}; none
 *   monotonic_nanos    round start by the agent's monotonic clock; the nanoseconds of `at` since 1970
 *   boot, number       place in the agent's ledger; on every line of an agent or on none. Without them the lines of an
 *                      agent are numbered from 1 in their order, boot 0000000000000000
 * </pre>
 *
 * <p>Seconds are decimal numbers with up to nine digits after the point and are read and written exactly. Blank lines
 * and those that begin with # are passed over; a key that is not in the list is an error, so that no misspelt one is lost.
 */
public final class ResultLines {
    /** Longest line in bytes, its end not counted; a result with every measure fits. */
    public static final int MAX_LINE = 1 << 20;

    private ResultLines() {}

    /** One line, without its end; the same result gives the same line. */
    public static String line(RecordedResult result) {
        return ResultLineWriter.line(result);
    }

    /**
     * Reads every line.
     *
     * @throws BadLineException at the first line that is not a result; those before it have been handed out
     */
    public static void read(InputStream in, Consumer<RecordedResult> each) throws IOException {
        read(in, each, bad -> {
            throw bad;
        });
    }

    /**
     * Reads every line that can be read and tells of every one that cannot.
     *
     * @param bad must say it to somebody; may throw its argument to end the reading
     */
    public static void read(InputStream in, Consumer<RecordedResult> each, Consumer<BadLineException> bad)
            throws IOException {
        BoundedLines lines = new BoundedLines(in, MAX_LINE);
        ResultLineReader reader = new ResultLineReader();
        for (OptionalLong number = lines.next(); number.isPresent(); number = lines.next()) {
            RecordedResult result;
            try {
                if (lines.isComment()) {
                    continue;
                }
                result = reader.read(lines.text());
            } catch (IllegalArgumentException e) {
                bad.accept(new BadLineException(number.getAsLong(), e));
                continue;
            }
            each.accept(result);
        }
    }
}
