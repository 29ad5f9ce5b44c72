package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything as of one moment.
 *
 * @param links those that have ever been observed; a link that is missing has no data yet
 * @param open incidents that have not ended, in order of start; those still held back are not in it
 * @param judged results taken since the start
 */
public record Snapshot(Instant at, Map<LinkId, LinkStatus> links, List<Incident> open, long judged) {
    public Snapshot {
        links = Map.copyOf(links);
        open = List.copyOf(open);
    }

    /** How many of the observed links nobody can see now: BLIND or NO_DATA. */
    public long unseen() {
        return links.values().stream()
                .filter(each -> each.state() == LinkState.BLIND || each.state() == LinkState.NO_DATA)
                .count();
    }
}
