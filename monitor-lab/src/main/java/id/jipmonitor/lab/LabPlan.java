package id.jipmonitor.lab;

import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.lab.network.NamespaceNetwork;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.inventory.WatchedProbe;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What a laboratory must play so that the probes of a network file find what they look for.
 *
 * @param farEnds addresses beyond each link, as the network file has them
 * @param nearEnds addresses at the hub that agents at sites probe
 * @param tcp ports that answer, by address
 * @param snmp ports with a device behind, by address
 * @param segments links over each segment
 * @param siteLinks for each agent at a site, the link that joins it to the hub
 * @param types type of each probe
 */
record LabPlan(
        Map<String, Set<String>> farEnds,
        Set<String> nearEnds,
        Map<String, Map<Integer, Optional<String>>> tcp,
        Map<String, Set<Integer>> snmp,
        Map<String, Set<String>> segments,
        Map<String, String> siteLinks,
        Map<String, String> types) {

    static LabPlan of(Inventory inventory) {
        LabPlan plan = new LabPlan(
                new TreeMap<>(),
                new TreeSet<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>());
        inventory.links().keySet().forEach(link -> plan.farEnds.put(link.toString(), new TreeSet<>()));
        inventory.agents().keySet().forEach(agent -> plan.place(agent, inventory));
        inventory.probes().values().forEach(probe -> plan.add(probe));
        for (SegmentId segment : inventory.segments().keySet()) {
            Set<String> links = new TreeSet<>();
            inventory.linksOver(segment).forEach(link -> links.add(link.toString()));
            plan.segments.put(segment.toString(), links);
        }
        return plan;
    }

    private void place(AgentId agent, Inventory inventory) {
        linkOf(agent, inventory).ifPresent(link -> siteLinks.put(agent.toString(), link.toString()));
    }

    private static Optional<LinkId> linkOf(AgentId agent, Inventory inventory) {
        Site site = inventory.sites().get(inventory.agents().get(agent));
        if (site == null || site.kind() == Site.Kind.HUB) {
            return Optional.empty();
        }
        return inventory.links().values().stream()
                .filter(link -> link.site().equals(site.id()))
                .map(Link::id)
                .sorted()
                .findFirst();
    }

    private void add(WatchedProbe probe) {
        String target = probe.spec().target();
        types.put(probe.spec().probe().value(), probe.spec().settings().typeName());
        if (siteLinks.containsKey(probe.agent().toString())) {
            nearEnds.add(target);
        } else {
            farEnds.computeIfAbsent(probe.link().toString(), link -> new TreeSet<>())
                    .add(target);
        }
        switch (probe.spec().settings()) {
            case ProbeSettings.Icmp echo -> {}
            case ProbeSettings.Path path -> {}
            case ProbeSettings.Tcp connect ->
                tcp.computeIfAbsent(target, each -> new TreeMap<>())
                        .merge(
                                connect.port(),
                                connect.banner().map(ProbeSettings.Tcp.Banner::expect),
                                (one, other) -> one.isPresent() ? one : other);
            case ProbeSettings.Snmp device ->
                snmp.computeIfAbsent(target, each -> new TreeSet<>()).add(device.port());
        }
    }

    /** The network of this plan in namespaces, around the calling program. */
    NamespaceNetwork buildNamespaces(long seed, LongSupplier nanos) {
        Set<InetAddress> far = new HashSet<>();
        farEnds.values().forEach(targets -> targets.forEach(target -> far.add(InetAddress.ofLiteral(target))));
        List<InetAddress> near = nearEnds.stream().map(InetAddress::ofLiteral).toList();
        return NamespaceNetwork.build(far, near, seed, nanos);
    }

    /** The far-end addresses that a link, or all links over a segment, lead to. */
    Set<String> targetsOf(String linkOrSegment) {
        if (farEnds.containsKey(linkOrSegment)) {
            return farEnds.getOrDefault(linkOrSegment, Set.of());
        }
        Set<String> links = segments.get(linkOrSegment);
        if (links == null) {
            throw new LabException("expected a link or a segment of the network file. Found: " + linkOrSegment
                    + near(linkOrSegment) + "; `lab status` lists them");
        }
        Set<String> targets = new TreeSet<>();
        links.forEach(link -> targets.addAll(farEnds.getOrDefault(link, Set.of())));
        return targets;
    }

    /** The links that a cut of that name takes down. */
    Set<String> linksOf(String linkOrSegment) {
        return farEnds.containsKey(linkOrSegment)
                ? Set.of(linkOrSegment)
                : segments.getOrDefault(linkOrSegment, Set.of());
    }

    private String near(String name) {
        List<String> known = new ArrayList<>(segments.keySet());
        known.addAll(farEnds.keySet());
        return known.stream()
                .filter(each -> each.contains(name) || name.contains(each))
                .findFirst()
                .map(each -> " (did you mean " + each + "?)")
                .orElse("");
    }
}
