package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.RoundTripStatistics;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of one round of echoes.
 *
 * @param sent how many left this host
 * @param echoes one entry for each echo asked for, in order; empty where no reply came within Tmax; whole
 *     microseconds
 * @param refusals likewise: what a router said of it within Tmax; no entries where the way of sending does not tell
 * @param late replies after Tmax, to this round or to an earlier one
 * @param foreign replies that carried our identity and nonce and came from an address that was not asked
 * @param quality of the worst time of a reply
 * @param stalled whether this host sent an echo more than 100 ms late
 * @param refusal what a router said of an echo, in words, if one did
 * @param sendError why an echo did not leave, if one did not
 */
record EchoReport(
        int sent,
        List<Optional<Duration>> echoes,
        List<Optional<IcmpRefusal>> refusals,
        int duplicates,
        int late,
        int corrupt,
        int foreign,
        TimestampQuality quality,
        boolean stalled,
        Optional<String> refusal,
        Optional<String> sendError) {
    EchoReport {
        echoes = echoes.stream()
                .map(each -> each.map(RoundTripStatistics::wholeMicros))
                .toList();
        refusals = List.copyOf(refusals);
    }

    /** The answered echoes' round-trip times in order of sending. */
    List<Duration> roundTrips() {
        List<Duration> answered = new ArrayList<>(echoes.size());
        for (Optional<Duration> each : echoes) {
            each.ifPresent(answered::add);
        }
        return answered;
    }

    /** Whether so many echoes stayed on this host that their silence is no evidence against the target. */
    boolean tooFewLeft() {
        return sent == 0 || sent * 2 < echoes.size();
    }

    /** The reason of a round that {@link #tooFewLeft}. */
    String whyTooFewLeft() {
        return sent + " of " + echoes.size() + " echoes left this host. " + sendError.orElse("");
    }
}
