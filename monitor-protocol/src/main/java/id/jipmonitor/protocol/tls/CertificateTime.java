package id.jipmonitor.protocol.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * By which clock a peer's certificate is judged.
 *
 * @param clock the platform's own when absent
 * @param grace a peer whose certificate has lapsed by no more is let in; it is up to the listener what it may do then
 */
public record CertificateTime(Optional<InstantSource> clock, Duration grace) {
    /** The platform's clock, without grace. */
    public static final CertificateTime PLATFORM = new CertificateTime(Optional.empty(), Duration.ZERO);

    /** That clock, without grace. */
    public static CertificateTime of(InstantSource clock) {
        return new CertificateTime(Optional.of(clock), Duration.ZERO);
    }

    /** The instant at which a certificate must be valid: now, or its last moment while that is within the grace. */
    static Instant judgedAt(X509Certificate certificate, Instant now, Duration grace) {
        Instant last = certificate.getNotAfter().toInstant();
        boolean lapsed = last.isBefore(now) && !last.plus(grace).isBefore(now);
        return lapsed ? last : now;
    }
}
