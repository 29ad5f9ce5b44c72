package id.jipmonitor.server.ingest;

import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts every connection that the server ends and writes the first ones of each minute and kind to the log. */
final class RefusalLog {
    static final int LINES_PER_MINUTE = 10;

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final int MAX_DETAIL = 400;

    private final IngestMetrics metrics;
    private final LongSupplier nanos;
    private final Map<Refused, LogLimit> limits = new EnumMap<>(Refused.class);

    RefusalLog(IngestMetrics metrics, LongSupplier nanos) {
        this.metrics = metrics;
        this.nanos = nanos;
        for (Refused each : Refused.values()) {
            limits.put(each, new LogLimit(LINES_PER_MINUTE, nanos.getAsLong()));
        }
    }

    void refused(Refused kind, SocketAddress peer, String detail) {
        metrics.refused(kind);
        limits.getOrDefault(kind, new LogLimit(0, 0))
                .pass(nanos.getAsLong())
                .ifPresent(heldBack -> LOG.warn(
                        "ended the connection of {} ({}): {}{}",
                        peer,
                        kind.label(),
                        cleaned(detail),
                        heldBack == 0 ? "" : " (and " + heldBack + " more like it)"));
    }

    /** The detail may carry words of a peer, which must not forge lines. */
    private static String cleaned(String detail) {
        String line = detail.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_DETAIL ? line : line.substring(0, MAX_DETAIL) + "...";
    }
}
