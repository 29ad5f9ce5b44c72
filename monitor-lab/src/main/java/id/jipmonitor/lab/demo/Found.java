package id.jipmonitor.lab.demo;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the server says, read from its own interface.
 *
 * @param results how many results its store has
 * @param kinds probe types with at least one result that judged or measured: {@code icmp}, {@code tcp}, {@code snmp}
 * @param lost sequence numbers that the ledgers miss
 * @param states links by state
 * @param incidents all of them, in order of start
 */
public record Found(
        long results, Set<String> kinds, long lost, Map<String, Integer> states, List<IncidentFound> incidents) {
    /**
     * An incident as the server tells it.
     *
     * @param subject a link, a segment or an agent
     * @param links the links that it takes down
     */
    public record IncidentFound(
            String id, String kind, String domain, String subject, Set<String> links, boolean open) {}
}
