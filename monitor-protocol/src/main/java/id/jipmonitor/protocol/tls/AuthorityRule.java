package id.jipmonitor.protocol.tls;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When an authority hands over to the next.
 *
 * <pre>
 *   ALONE -- its end is near --> OVERLAP, both trusted, the old one signs -- everybody knows --> the new one signs
 * </pre>
 *
 * Everybody who may still come has been here within the life of a leaf and its grace: whoever was not has a certificate that
 * is of no use any more, and must enrol anew in any case. So long the old one goes on signing after the new one is announced.
 * It is announced early enough that what the old one signs last ends, with its grace, before the old one does.
 */
final class AuthorityRule {
    /** What is to be done now. */
    enum Step {
        NONE,
        /** Make the next authority and let everybody trust both. */
        ANNOUNCE,
        /** Let the next one sign. */
        SWITCH
    }

    private AuthorityRule() {}

    static Step step(X509Certificate signing, List<X509Certificate> trusted, Duration grace, Instant now) {
        Duration known = CertificateAuthority.LEAF_LIFE.plus(grace);
        List<X509Certificate> later = trusted.stream()
                .filter(each -> each.getNotAfter()
                        .toInstant()
                        .isAfter(signing.getNotAfter().toInstant()))
                .toList();
        if (later.isEmpty()) {
            Instant announce = signing.getNotAfter()
                    .toInstant()
                    .minus(known.multipliedBy(2).plus(CertificateAuthority.LEAF_LIFE));
            return now.isBefore(announce) ? Step.NONE : Step.ANNOUNCE;
        }
        boolean everybodyKnows = later.stream()
                .anyMatch(each -> !now.isBefore(each.getNotBefore()
                        .toInstant()
                        .plus(CertificateAuthority.CLOCK_SLACK)
                        .plus(known)));
        return everybodyKnows ? Step.SWITCH : Step.NONE;
    }
}
