package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.settings.DataSize;
import java.time.Duration;

/**
 * How much is kept while the server cannot be reached; beyond it the oldest gives way and is counted.
 *
 * @param maxSize of the file, 8 MiB to 1 TiB
 * @param maxAge of a result, 1 h to 400 d
 */
public record SpoolSettings(DataSize maxSize, Duration maxAge) {
    /** 1 GiB and 30 days. */
    public static final SpoolSettings DEFAULT = new SpoolSettings(DataSize.ofMebibytes(1024), Duration.ofDays(30));
}
