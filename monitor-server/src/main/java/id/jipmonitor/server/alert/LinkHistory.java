package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a link when incidents are decided.
 *
 * @param timeline up to the moment of asking
 * @param answeredAt the newest round in which a judging probe got an answer and has not failed since
 */
public record LinkHistory(LinkId link, Timeline timeline, Optional<Instant> answeredAt) {
    /** The state just before the moment of asking. */
    public LinkState state() {
        return timeline.intervals().isEmpty()
                ? LinkState.NO_DATA
                : timeline.intervals().getLast().state();
    }

    /** The state at an instant; at or after the moment of asking, the newest. */
    LinkState stateAt(Instant instant) {
        return instant.isBefore(timeline.to()) ? timeline.at(instant) : state();
    }
}
