package id.jipmonitor.server.upkeep;

import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.IncidentLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps the record of incidents what is found out about the monitor itself. By the wall clock and not by event time, so a
 * replay does not repeat it.
 */
public final class Upkeep {
    private final UpkeepRule rule;
    private final IncidentLog log;
    private final Consumer<IncidentChange> listener;

    /**
     * @param exists whether a subject is still part of the network
     * @param listener told of each change after it is durable
     */
    public Upkeep(
            Map<Condition, Rule> rules, Predicate<String> exists, IncidentLog log, Consumer<IncidentChange> listener) {
        this.rule = new UpkeepRule(rules, exists);
        this.log = log;
        this.listener = listener;
    }

    /** Notes what is new; to be called again and again from one thread. Blocking. */
    public void note(List<Finding> findings, Instant now) {
        List<Incident> open =
                log.open().stream().filter(each -> !each.kind().ofTimeline()).toList();
        List<IncidentChange> changes = rule.changes(findings, open, now);
        if (!changes.isEmpty()) {
            log.append(changes, now);
            changes.forEach(listener);
        }
    }
}
