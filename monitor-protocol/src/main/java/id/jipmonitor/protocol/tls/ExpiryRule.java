package id.jipmonitor.protocol.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** When people are told that a certificate ends: 60, 30 and 7 days before, and when it has. */
public final class ExpiryRule {
    /** How long before the end the first word is said. */
    public static final Duration FIRST = Duration.ofDays(60);

    private static final List<Integer> DAYS = List.of(0, 7, 30, 60);

    private ExpiryRule() {}

    /** The narrowest of the marks, in days, that the certificate is within; empty while it is beyond all of them. */
    public static OptionalInt mark(Instant notAfter, Instant now) {
        Duration left = Duration.between(now, notAfter);
        return DAYS.stream()
                .filter(each -> left.compareTo(Duration.ofDays(each)) <= 0)
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
