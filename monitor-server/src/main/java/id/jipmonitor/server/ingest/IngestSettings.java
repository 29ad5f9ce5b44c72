package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Frames;
import java.time.Duration;

/**
 * Where agents connect and how much the server bears with from them.
 *
 * @param listen port 0 takes a free one
 * @param maxFrameBytes longest frame, 64 KiB to 64 MiB
 * @param handshakeTimeout for the TLS handshake, and again for the first message after it
 * @param idleTimeout a connection without a message for so long is closed; agents send one every 10 s
 * @param maxConnections of all agents together
 * @param maxConnectionsPerAddress of one peer address; sites behind one translated address share it
 * @param backlogPerSecond most old results that all agents together should bring in a second
 * @param maxSeries that agents may make in the store, besides those of the network's probes
 */
public record IngestSettings(
        HostPort listen,
        TlsFiles tls,
        int maxFrameBytes,
        Duration handshakeTimeout,
        Duration idleTimeout,
        int maxConnections,
        int maxConnectionsPerAddress,
        int backlogPerSecond,
        int maxSeries) {
    /** InfluxDB's own limit, too. */
    public static final int USUAL_MAX_SERIES = 100_000;

    private static final int LEAST_FRAME = 64 * 1024;
    private static final int MOST_FRAME = 64 * 1024 * 1024;

    /** @throws IllegalArgumentException when a bound is passed */
    public IngestSettings {
        if (maxFrameBytes < LEAST_FRAME || maxFrameBytes > MOST_FRAME) {
            throw new IllegalArgumentException(
                    "ingest.max_frame: expected 64 KiB to 64 MiB. Found: " + maxFrameBytes + " bytes");
        }
        if (!handshakeTimeout.isPositive() || !idleTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "ingest time-outs: expected more than 0. Found: " + handshakeTimeout + " and " + idleTimeout);
        }
        if (backlogPerSecond < BacklogShares.LEAST) {
            throw new IllegalArgumentException("ingest.backlog_results_per_second: expected at least "
                    + BacklogShares.LEAST + ". Found: " + backlogPerSecond);
        }
        if (maxSeries < 1) {
            throw new IllegalArgumentException("ingest.max_series: expected at least 1. Found: " + maxSeries);
        }
        if (maxConnections < 1 || maxConnectionsPerAddress < 1) {
            throw new IllegalArgumentException("ingest connections: expected at least 1. Found: " + maxConnections
                    + " in all and " + maxConnectionsPerAddress + " per address");
        }
    }

    /** With the usual limits. */
    public static IngestSettings of(HostPort listen, TlsFiles tls) {
        return new IngestSettings(
                listen,
                tls,
                Frames.DEFAULT_MAX_BYTES,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                30_000,
                256,
                50_000,
                USUAL_MAX_SERIES);
    }
}
