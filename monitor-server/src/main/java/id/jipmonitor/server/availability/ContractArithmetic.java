package id.jipmonitor.server.availability;

import id.jipmonitor.server.timeline.Maintenance;
import id.jipmonitor.server.timeline.Timeline;
import id.jipmonitor.server.timeline.Window;
import java.math.BigDecimal;
import java.util.List;

/** A link's uptime as a contract counts it, always beside the raw figure. */
public final class ContractArithmetic {
    private ContractArithmetic() {}

    /**
     * Both figures of one period.
     *
     * @param raw 24 hours, 7 days, as measured, labels ignored
     * @param contractual approved maintenance excluded
     * @param verdict on the contractual figure
     */
    public record Account(Availability raw, Availability contractual, BigDecimal targetPercent, Verdict verdict) {}

    /** Accounts for a measured timeline under a target. */
    public static Account account(Timeline measured, List<Window> maintenance, BigDecimal targetPercent) {
        Availability contractual = Availability.of(Maintenance.over(measured, maintenance));
        return new Account(Availability.of(measured), contractual, targetPercent, contractual.against(targetPercent));
    }
}
