package id.jipmonitor.protocol.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** When a certificate is replaced: early enough that a third of its life is left for things to go wrong in. */
public final class RenewalRule {
    /** Between two tries. */
    public static final Duration PAUSE = Duration.ofHours(1);

    private RenewalRule() {}

    /** Whether two thirds of its life are over. */
    public static boolean due(X509Certificate certificate, Instant now) {
        Instant begin = certificate.getNotBefore().toInstant();
        Duration life = Duration.between(begin, certificate.getNotAfter().toInstant());
        return !now.isBefore(begin.plus(life.multipliedBy(2).dividedBy(3)));
    }

    /** Whether its life is over. */
    public static boolean lapsed(X509Certificate certificate, Instant now) {
        return certificate.getNotAfter().toInstant().isBefore(now);
    }
}
