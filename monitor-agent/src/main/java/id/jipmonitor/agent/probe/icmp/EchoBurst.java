package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The requests of one round.
 *
 * @param timesToLive one for each request, in the order of sending; 1 to 255
 * @param gap between two requests
 * @param payloadBytes after the ICMP header
 * @param dscp 0 to 63
 */
record EchoBurst(List<Integer> timesToLive, Duration gap, int payloadBytes, int dscp, boolean dontFragment) {
    EchoBurst {
        timesToLive = List.copyOf(timesToLive);
    }

    static EchoBurst of(ProbeSettings.Icmp settings) {
        return new EchoBurst(
                Collections.nCopies(settings.count(), settings.timeToLive()),
                settings.gap(),
                settings.payloadBytes(),
                settings.dscp(),
                settings.dontFragment());
    }

    int count() {
        return timesToLive.size();
    }
}
