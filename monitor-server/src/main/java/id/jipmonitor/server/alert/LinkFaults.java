package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.alert.Rule.Text;
import id.jipmonitor.server.inventory.Segment;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Faults of links under one rule. */
final class LinkFaults {
    private final Rule rule;
    private final Dependencies dependencies;
    private final Map<LinkId, LinkHistory> links;
    private final Set<LinkState> affected;
    private final HoldRule hold;

    LinkFaults(Rule rule, Dependencies dependencies, Map<LinkId, LinkHistory> links) {
        this.rule = rule;
        this.dependencies = dependencies;
        this.links = links;
        this.affected = rule.condition() == Condition.LINK_DOWN
                ? EnumSet.of(LinkState.DOWN)
                : EnumSet.of(LinkState.DOWN, LinkState.DEGRADED);
        this.hold = new HoldRule(dependencies, links);
    }

    /** The alerts that fire or have fired. */
    List<LinkAlert> alerts() {
        List<LinkAlert> alerts = new ArrayList<>();
        for (LinkHistory each : links.values()) {
            AlertMachine.alerts(each.timeline(), rule).stream()
                    .filter(Alert::fired)
                    .forEach(alert -> alerts.add(new LinkAlert(each.link(), alert)));
        }
        return alerts;
    }

    List<Fault> faults(List<LinkAlert> alerts, Instant asOf) {
        return FaultDomainRule.group(alerts, dependencies, links, affected).stream()
                .map(group -> fault(group, asOf))
                .toList();
    }

    private Fault fault(Group group, Instant asOf) {
        boolean held = rule.condition() == Condition.LINK_DOWN ? hold.holds(group, asOf) : hold.settles(group, asOf);
        if (group.segment().isPresent()) {
            Segment segment = dependencies.segment(group.segment().get());
            FaultDomain domain = switch (segment.kind()) {
                case BACKBONE -> FaultDomain.BACKBONE;
                case DATA_CENTRE -> FaultDomain.DATA_CENTRE;
            };
            Text evidence = EvidenceText.together(rule.condition(), segment.name(), group.links());
            return fault(group, domain, segment.id().value(), held, List.of(evidence));
        }
        LinkId link = group.links().first();
        return alone(group, link, held);
    }

    private Fault alone(Group group, LinkId link, boolean held) {
        List<Text> evidence = new ArrayList<>();
        boolean decided = true;
        for (SegmentId each : dependencies.sharedOf(link)) {
            List<LinkId> witnesses = witnesses(link, each, group.firesAt());
            String name = dependencies.segment(each).name();
            decided &= !witnesses.isEmpty();
            evidence.add(
                    witnesses.isEmpty() ? EvidenceText.unwitnessed(name) : EvidenceText.witnessed(name, witnesses));
        }
        if (evidence.isEmpty()) {
            decided = false;
            evidence.add(EvidenceText.nothingShared());
        }
        FaultDomain domain = decided ? FaultDomain.ACCESS_LINK : FaultDomain.UNDECIDED;
        return fault(group, domain, link.value(), held, evidence);
    }

    /** The other links over a segment that worked at that time. */
    private List<LinkId> witnesses(LinkId link, SegmentId segment, Instant at) {
        List<LinkId> witnesses = new ArrayList<>();
        for (LinkId each : dependencies.linksOver(segment)) {
            LinkHistory history = links.get(each);
            if (history != null && !each.equals(link) && works(history.stateAt(at))) {
                witnesses.add(each);
            }
        }
        return witnesses;
    }

    private boolean works(LinkState state) {
        return (state == LinkState.UP || state == LinkState.DEGRADED) && !affected.contains(state);
    }

    private Fault fault(Group group, FaultDomain domain, String subject, boolean held, List<Text> evidence) {
        return new Fault(
                rule.condition(),
                domain,
                subject,
                List.copyOf(group.links()),
                group.startsAt(),
                group.firesAt(),
                group.endsAt(),
                held,
                evidence);
    }
}
