package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.settings.Cidr;
import java.net.InetAddress;
import java.util.List;

/**
 * What the agent allows whatever the server asks; only the agent's own file sets it.
 *
 * @param allowedTargets blocks that may be probed, at least one
 * @param packetsPerSecondPerTarget 1 to 10,000
 * @param packetsPerSecond in total, 1 to 1,000,000
 * @param bitsPerSecondPerTarget 1,000 to 10^9
 * @param bitsPerSecond in total, 1,000 to 10^11
 */
public record ProbeLimits(
        List<Cidr> allowedTargets,
        int packetsPerSecondPerTarget,
        int packetsPerSecond,
        long bitsPerSecondPerTarget,
        long bitsPerSecond) {
    public ProbeLimits {
        allowedTargets = List.copyOf(allowedTargets);
    }

    /** Whether the address lies in an allowed block. */
    public boolean allows(InetAddress target) {
        for (Cidr each : allowedTargets) {
            if (each.contains(target)) {
                return true;
            }
        }
        return false;
    }
}
