package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What pages need of the evaluation: the states now, the states then, and word when something changed. */
public interface NetworkView {
    /** Every link that has been judged; a link that is missing has no data yet. Cheap: called once per page and event. */
    Map<LinkId, LinkStatus> snapshot();

    /** The states of a link over [from, to), with to not after now; NO_DATA where nothing is known. */
    Timeline timeline(LinkId link, Instant from, Instant to);

    /** Has the listener called after each change of state or incident. It returns at once and does not throw. */
    void subscribe(Runnable listener);

    /**
     * A link as it is now.
     *
     * @param since when the state started
     * @param observedAt start of the newest round of a judging probe
     * @param lossRatio round-trip loss of that round, 0 to 1
     * @param rttSeconds median RTT of that round
     */
    record LinkStatus(
            LinkState state,
            Instant since,
            Optional<Instant> observedAt,
            OptionalDouble lossRatio,
            OptionalDouble rttSeconds) {
        /** A link that nobody has reported about. */
        public static LinkStatus unknown(Instant now) {
            return new LinkStatus(
                    LinkState.NO_DATA, now, Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        }
    }
}
