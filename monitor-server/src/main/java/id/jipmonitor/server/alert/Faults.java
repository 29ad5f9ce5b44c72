package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All faults as one function of what was observed, so that live, late and replayed results lead to the same ones.
 *
 * @param rules a condition without a rule makes no fault
 */
public record Faults(Dependencies dependencies, Map<Condition, Rule> rules) {
    public Faults {
        rules = Map.copyOf(rules);
    }

    /**
     * The faults up to a moment, in order of start; one that ended before it was certain enough is in it, ended.
     *
     * @param agents for each agent the combined timeline of all its judging probes
     * @param asOf the moment of asking, at which the timelines end
     * @param listeningSince since when results could arrive: an agent is not lost because nobody listened
     */
    public List<Fault> of(
            Map<LinkId, LinkHistory> links, Map<AgentId, Timeline> agents, Instant asOf, Instant listeningSince) {
        List<Fault> faults = new ArrayList<>();
        List<LinkAlert> down = new ArrayList<>();
        rule(Condition.LINK_DOWN).ifPresent(rule -> {
            LinkFaults ofLinks = new LinkFaults(rule, dependencies, links);
            down.addAll(ofLinks.alerts());
            faults.addAll(ofLinks.faults(down, asOf));
        });
        rule(Condition.LINK_DEGRADED).ifPresent(rule -> {
            LinkFaults ofLinks = new LinkFaults(rule, dependencies, links);
            faults.addAll(ofLinks.faults(ofLinks.alerts(), asOf));
        });
        for (Condition each : List.of(Condition.SITE_BLIND, Condition.AGENT_LOST)) {
            rule(each)
                    .ifPresent(rule -> faults.addAll(
                            new AgentFaults(rule, dependencies, links, down).faults(agents, asOf, listeningSince)));
        }
        faults.sort(Comparator.comparing(Fault::startsAt)
                .thenComparing(Fault::condition)
                .thenComparing(Fault::subject));
        return faults;
    }

    private Optional<Rule> rule(Condition condition) {
        return Optional.ofNullable(rules.get(condition)).filter(Rule::enabled);
    }
}
