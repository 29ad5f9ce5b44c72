package id.jipmonitor.server.web;

import id.jipmonitor.server.availability.Availability;
import id.jipmonitor.server.availability.Fraction;
import id.jipmonitor.server.availability.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * A link's bounded uptime over a stretch against its contract.
 *
 * @param from inclusive
 * @param to exclusive
 */
record Uptime(Instant from, Instant to, Availability ledger, BigDecimal targetPercent) {
    private static final int DECIMALS = 3;

    Verdict verdict() {
        return ledger.against(targetPercent);
    }

    /** Truncated per cent; empty when the share is of nothing. */
    static Optional<BigDecimal> percent(Optional<Fraction> share) {
        return share.map(each -> new BigDecimal(each.percent(DECIMALS)));
    }
}
