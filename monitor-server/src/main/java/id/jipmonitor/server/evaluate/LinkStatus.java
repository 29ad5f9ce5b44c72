package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A link as it is now.
 *
 * @param since when the state started
 * @param observedAt start of the newest round of a judging probe
 * @param lossRatio round-trip loss of the newest round that measured it, 0 to 1
 * @param rttSeconds median RTT of the newest round that measured it
 * @param probes the newest round of each probe, measuring ones too, in order of id
 */
public record LinkStatus(
        LinkState state,
        Instant since,
        Optional<Instant> observedAt,
        OptionalDouble lossRatio,
        OptionalDouble rttSeconds,
        List<LastRound> probes) {
    /** The newest round of one probe. */
    public record LastRound(
            ProbeId probe, Instant at, Outcome outcome, OptionalDouble lossRatio, OptionalDouble rttSeconds) {}

    public LinkStatus {
        probes = List.copyOf(probes);
    }
}
