package id.jipmonitor.server.report;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;

/** Where a report has its states from: memory, a store, or a file. */
@FunctionalInterface
public interface LinkTimelines {
    /** The states of a link over [from, to). */
    Timeline timeline(LinkId link, Instant from, Instant to);
}
