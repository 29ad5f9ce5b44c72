package id.jipmonitor.server.ingest;

import java.util.OptionalLong;

/**
 * Lets so many lines a minute through and counts the rest, so that a peer that fails in a loop cannot fill the disk. Time
 * is passed in.
 */
public final class LogLimit {
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final int linesPerMinute;
    private long windowStart;
    private int lines;
    private long suppressed;

    public LogLimit(int linesPerMinute, long nowNanos) {
        this.linesPerMinute = linesPerMinute;
        this.windowStart = nowNanos;
    }

    /** How many lines were held back since the last one that passed; empty when this one is held back too. */
    public synchronized OptionalLong pass(long nowNanos) {
        if (nowNanos - windowStart >= WINDOW_NANOS) {
            windowStart = nowNanos;
            lines = 0;
        }
        if (lines == linesPerMinute) {
            suppressed++;
            return OptionalLong.empty();
        }
        lines++;
        long heldBack = suppressed;
        suppressed = 0;
        return OptionalLong.of(heldBack);
    }
}
