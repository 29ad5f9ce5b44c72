package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that network.yaml says, checked: every reference leads somewhere. Immutable; a reload makes a new one. */
public record Inventory(
        Map<SiteId, Site> sites,
        Map<SegmentId, Segment> segments,
        Map<LinkId, Link> links,
        Map<String, Contract> contracts,
        Map<AgentId, SiteId> agents,
        Map<ProbeId, WatchedProbe> probes) {
    public Inventory {
        sites = Map.copyOf(sites);
        segments = Map.copyOf(segments);
        links = Map.copyOf(links);
        contracts = Map.copyOf(contracts);
        agents = Map.copyOf(agents);
        probes = Map.copyOf(probes);
    }

    /** What that agent shall probe, in order of probe id; empty for an agent without probes. */
    public Assignment assignmentOf(AgentId agent) {
        return new Assignment(
                agent,
                probes.values().stream()
                        .filter(each -> each.agent().equals(agent))
                        .map(WatchedProbe::spec)
                        .sorted((a, b) -> a.probe().compareTo(b.probe()))
                        .toList());
    }

    /** The link that a probe belongs to, if the inventory knows the probe. */
    public Optional<WatchedProbe> probe(ProbeId probe) {
        return Optional.ofNullable(probes.get(probe));
    }

    /** The probes that judge a link, in order of id. */
    public List<WatchedProbe> judgesOf(LinkId link) {
        return probes.values().stream()
                .filter(each -> each.judges() && each.link().equals(link))
                .sorted((a, b) -> a.spec().probe().compareTo(b.spec().probe()))
                .toList();
    }

    /** The links that run over a segment, in order of id. */
    public Set<LinkId> linksOver(SegmentId segment) {
        return links.values().stream()
                .filter(link -> link.segments().contains(segment))
                .map(Link::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
