package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.settings.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether and how this server issues certificates.
 *
 * @param listen where agents with a token connect; nobody can use one when absent
 * @param authorityKey the key of one of the authorities in {@code ingest.tls.authorities}
 * @param grace how long after its certificate has lapsed an agent may still come for the next one
 */
public record EnrolmentSettings(Optional<HostPort> listen, Path authorityKey, Duration grace) {
    /** Agents that were off for a season come back by themselves. */
    public static final Duration USUAL_GRACE = Duration.ofDays(90);
}
