package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import java.util.HashMap;
import java.util.Map;

/**
 * What each agent may bring of old results in a second, so that all that come back together do not bring more than this server
 * shall bear: an equal share for each that has brought some lately. Safe for threads; time is passed in.
 */
final class BacklogShares {
    /** Fewer a second would never end. */
    static final int LEAST = 10;

    private static final long LATELY_NANOS = 10_000_000_000L;

    private final int inAll;
    private final Map<AgentId, Long> lately = new HashMap<>();

    /** @param inAll results in a second, of all agents together */
    BacklogShares(int inAll) {
        this.inAll = inAll;
    }

    /** An agent has brought old results; its share from now on, results in a second. */
    synchronized int brought(AgentId agent, long nowNanos) {
        lately.put(agent, nowNanos);
        lately.values().removeIf(at -> nowNanos - at > LATELY_NANOS);
        return Math.max(LEAST, inAll / lately.size());
    }
}
