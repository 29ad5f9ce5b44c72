package id.jipmonitor.server.inventory;

import java.time.Duration;

/**
 * The numbers of DESIGN section 5 that are settings of a link.
 *
 * @param raiseAfter k, consecutive observations that open a state; 1 to 20
 * @param clearAfter m, consecutive observations that end it; 1 to 20
 * @param lossThreshold greatest round-trip loss ratio of a GOOD observation, 0 to 1
 * @param rttThreshold greatest median RTT of a GOOD observation
 * @param quorum how many of the valid judging probes must be DOWN; 0 means all
 */
public record JudgingRule(int raiseAfter, int clearAfter, double lossThreshold, Duration rttThreshold, int quorum) {
    /** k = 3, m = 2, 20 % loss, 150 ms, all probes. */
    public static final JudgingRule DEFAULT = new JudgingRule(3, 2, 0.20, Duration.ofMillis(150), 0);
}
