package id.jipmonitor.agent.uplink;

import java.util.ArrayList;
import java.util.List;

/**
 * What may be sent next. Live batches go before the backlog; the backlog uses at most half of the window and no more
 * results a second than allowed, so that catching up never delays what happens now.
 *
 * <pre>
 *    backlog cursor          live start      live cursor
 *         |                       |               |
 *   ------+-----------------------+---------------+------------> sequence numbers
 *    sent   waiting, oldest first   sent            to come
 * </pre>
 *
 * @param liveStart numbers below it are backlog
 * @param liveCursor the first live number not sent yet
 * @param backlogCursor the first backlog number not sent yet
 * @param inFlight sent and not acknowledged, in order of sending
 * @param backlogAllowedAtNanos before that time of the monotonic clock no backlog is sent
 */
record SendWindow(
        long liveStart, long liveCursor, long backlogCursor, List<Flight> inFlight, long backlogAllowedAtNanos) {
    /** Most batches in flight. */
    static final int LIMIT = 16;
    /** Most of them that may be backlog. */
    static final int BACKLOG_LIMIT = 8;

    /** A batch under way. */
    record Flight(long first, long last, boolean backlog) {}

    /** What to do next. */
    enum Next {
        LIVE,
        BACKLOG,
        /** Something waits and must wait for an acknowledgement or for the backlog's turn. */
        WAIT,
        NOTHING
    }

    SendWindow {
        inFlight = List.copyOf(inFlight);
    }

    /** Nothing sent yet; results from {@code liveStart} on count as live. */
    static SendWindow open(long liveStart, long nowNanos) {
        return new SendWindow(liveStart, liveStart, 1, List.of(), nowNanos);
    }

    /** @param nextNumber the number that the next result will get */
    Next next(long nextNumber, long nowNanos) {
        boolean live = liveCursor < nextNumber;
        boolean backlog = backlogCursor < liveStart;
        if (!live && !backlog) {
            return Next.NOTHING;
        }
        if (inFlight.size() >= LIMIT) {
            return Next.WAIT;
        }
        if (live) {
            return Next.LIVE;
        }
        boolean turn = backlogAllowedAtNanos - nowNanos <= 0;
        return turn && backlogInFlight() < BACKLOG_LIMIT ? Next.BACKLOG : Next.WAIT;
    }

    /** A live batch went out. */
    SendWindow sentLive(long first, long last) {
        return new SendWindow(
                liveStart, last + 1, backlogCursor, with(new Flight(first, last, false)), backlogAllowedAtNanos);
    }

    /** A backlog batch went out; the next may follow when its share of a second is over. */
    SendWindow sentBacklog(long first, long last, long nowNanos, int resultsPerSecond) {
        long share = (last - first + 1) * 1_000_000_000L / resultsPerSecond;
        return new SendWindow(liveStart, liveCursor, last + 1, with(new Flight(first, last, true)), nowNanos + share);
    }

    /** Nothing is stored from the live cursor to the number: it was acknowledged earlier or dropped. */
    SendWindow skippedLive(long nextNumber) {
        return new SendWindow(liveStart, nextNumber, backlogCursor, inFlight, backlogAllowedAtNanos);
    }

    /** No backlog is stored any more. */
    SendWindow backlogDone() {
        return new SendWindow(liveStart, liveCursor, liveStart, inFlight, backlogAllowedAtNanos);
    }

    /** The server has first..last; what is left of a batch stays in flight. */
    SendWindow acknowledged(long first, long last) {
        List<Flight> left = new ArrayList<>();
        for (Flight each : inFlight) {
            if (each.first() < Math.min(first, each.last() + 1)) {
                left.add(new Flight(each.first(), Math.min(each.last(), first - 1), each.backlog()));
            }
            if (each.last() > Math.max(last, each.first() - 1)) {
                left.add(new Flight(Math.max(each.first(), last + 1), each.last(), each.backlog()));
            }
        }
        return new SendWindow(liveStart, liveCursor, backlogCursor, left, backlogAllowedAtNanos);
    }

    private long backlogInFlight() {
        return inFlight.stream().filter(Flight::backlog).count();
    }

    private List<Flight> with(Flight flight) {
        List<Flight> all = new ArrayList<>(inFlight);
        all.add(flight);
        return all;
    }
}
