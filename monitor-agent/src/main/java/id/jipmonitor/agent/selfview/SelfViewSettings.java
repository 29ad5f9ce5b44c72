package id.jipmonitor.agent.selfview;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the agent proves that it could see.
 *
 * @param networkInterface interface that probes leave by; that of the default route when empty
 * @param gateway whether the default gateway is asked with ICMP
 * @param anchors addresses whose answers prove sight; three of different kinds are good, none switches the check off
 * @param interval between two looks, 1 s to 5 min
 * @param stallThreshold a pause of the program from which a round's times are suspect, 10 ms to 10 s
 */
public record SelfViewSettings(
        Optional<String> networkInterface,
        boolean gateway,
        List<String> anchors,
        Duration interval,
        Duration stallThreshold) {
    public SelfViewSettings {
        anchors = List.copyOf(anchors);
    }
}
