package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.settings.HostPort;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether and how this server issues certificates.
 *
 * @param listen where agents with a token connect; nobody can use one when absent
 * @param authorityKey the key of one of the authorities in {@code ingest.tls.authorities}
 */
public record EnrolmentSettings(Optional<HostPort> listen, Path authorityKey) {}
