package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Instant;

/**
 * A link is in another state than before.
 *
 * @param since when the state started
 */
public record LinkChange(LinkId link, LinkState before, LinkState now, Instant since) {}
