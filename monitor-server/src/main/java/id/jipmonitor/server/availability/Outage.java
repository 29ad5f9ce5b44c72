package id.jipmonitor.server.availability;

import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A stretch DOWN on a link's timeline.
 *
 * @param to exclusive; the end of the period for one that had not ended
 */
public record Outage(Instant from, Instant to) {
    /** The outages of a timeline, in order. */
    public static List<Outage> of(Timeline timeline) {
        return timeline.intervals().stream()
                .filter(each -> each.state() == LinkState.DOWN)
                .map(each -> new Outage(each.from(), each.to()))
                .toList();
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
