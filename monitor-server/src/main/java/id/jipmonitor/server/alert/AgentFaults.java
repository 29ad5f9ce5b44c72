package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Faults of agents under one rule. An agent behind a link that others see DOWN is cut off, not broken: the link's fault
 * explains it, as long as the link is DOWN and for the time that the agent needs to be heard again.
 */
final class AgentFaults {
    /** After a server was away, its agents are back within this: the longest pause between two attempts, and some. */
    static final Duration RECONNECTION = Duration.ofSeconds(75);

    private final Rule rule;
    private final Dependencies dependencies;
    private final HoldRule hold;
    private final Map<LinkId, LinkHistory> links;
    private final List<LinkAlert> down;

    AgentFaults(Rule rule, Dependencies dependencies, Map<LinkId, LinkHistory> links, List<LinkAlert> down) {
        this.rule = rule;
        this.dependencies = dependencies;
        this.hold = new HoldRule(dependencies, links);
        this.links = links;
        this.down = down;
    }

    /** @param listeningSince silence counts as an agent's only when the server has listened for long enough */
    List<Fault> faults(Map<AgentId, Timeline> agents, Instant asOf, Instant listeningSince) {
        List<Fault> faults = new ArrayList<>();
        dependencies.judgedBy().forEach((agent, watched) -> {
            Timeline timeline = agents.get(agent);
            if (timeline != null) {
                AlertMachine.alerts(timeline, rule).stream()
                        .filter(Alert::fired)
                        .forEach(alert -> fault(agent, watched, alert, asOf, listeningSince)
                                .ifPresent(faults::add));
            }
        });
        return faults;
    }

    private Optional<Fault> fault(
            AgentId agent, Set<LinkId> watched, Alert alert, Instant asOf, Instant listeningSince) {
        Duration silence = longestSilence(watched);
        Instant certain = alert.firesAt();
        for (LinkId link : dependencies.linksOfSite(agent)) {
            Optional<Instant> explained = explainedUntil(link, alert, silence);
            Instant end = alert.endsAt().orElse(asOf);
            if (explained.isPresent() && !end.isAfter(explained.get())) {
                return Optional.empty();
            }
            certain = explained.filter(certain::isBefore).orElse(certain);
        }
        boolean held = tooEarly(agent, alert, asOf, silence)
                || (rule.condition() == Condition.AGENT_LOST
                        && asOf.isBefore(listeningSince.plus(RECONNECTION).plus(silence)));
        List<LinkId> seen = watched.stream().filter(this::everSeen).toList();
        return Optional.of(new Fault(
                rule.condition(),
                FaultDomain.MONITOR,
                agent.value(),
                seen,
                alert.startsAt(),
                certain,
                alert.endsAt(),
                held,
                List.of(EvidenceText.agent(rule.condition(), agent, seen.size()))));
    }

    /** A link that nobody has reported about is not lost with the agent. */
    private boolean everSeen(LinkId link) {
        LinkHistory history = links.get(link);
        return history != null
                && history.timeline().intervals().stream().anyMatch(each -> each.state() != LinkState.NO_DATA);
    }

    /** Until when a fault of the site's link explains the alert; empty when none does. */
    private Optional<Instant> explainedUntil(LinkId link, Alert alert, Duration silence) {
        return down.stream()
                .filter(each -> each.link().equals(link))
                .filter(each -> !alert.startsAt().isBefore(each.startsAt().minus(silence)))
                .map(each -> each.endsAt().map(end -> end.plus(silence)).orElse(Instant.MAX))
                .filter(until -> !alert.startsAt().isAfter(until))
                .max(Instant::compareTo);
    }

    private boolean tooEarly(AgentId agent, Alert alert, Instant asOf, Duration silence) {
        return asOf.isBefore(alert.firesAt().plus(silence))
                && dependencies.linksOfSite(agent).stream().anyMatch(link -> hold.undecided(link, alert.startsAt()));
    }

    private Duration longestSilence(Set<LinkId> watched) {
        return watched.stream()
                .map(dependencies::silence)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
