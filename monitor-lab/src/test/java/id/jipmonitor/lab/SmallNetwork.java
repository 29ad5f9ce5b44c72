package id.jipmonitor.lab;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Segment;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.inventory.WatchedProbe;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A hub and three sites, two of them over one segment, each with an ICMP, a TCP and an SNMP probe. */
final class SmallNetwork {
    static final int TCP_PORT = 8443;
    static final int SNMP_PORT = 16161;

    private static final AgentId HUB_AGENT = new AgentId("agent-hub");

    private final Map<SiteId, Site> sites = new HashMap<>();
    private final Map<LinkId, Link> links = new HashMap<>();
    private final Map<ProbeId, WatchedProbe> probes = new HashMap<>();

    static Inventory inventory() {
        SmallNetwork network = new SmallNetwork();
        SegmentId west = new SegmentId("west");
        network.site("hub", Site.Kind.HUB);
        network.link("alpha", "10.35.1.1", List.of(west));
        network.link("beta", "10.35.2.1", List.of(west));
        network.link("gamma", "10.35.3.1", List.of());
        Map<AgentId, SiteId> agents = Map.of(HUB_AGENT, new SiteId("hub"));
        return new Inventory(
                network.sites,
                Map.of(west, new Segment(west, "West ring", Segment.Kind.BACKBONE)),
                network.links,
                Map.of(),
                agents,
                network.probes);
    }

    private void site(String id, Site.Kind kind) {
        sites.put(new SiteId(id), new Site(new SiteId(id), id, kind, "Surabaya", -7.3, 112.7));
    }

    private void link(String id, String target, List<SegmentId> segments) {
        site(id, Site.Kind.AGENCY);
        links.put(new LinkId(id), new Link(new LinkId(id), id, new SiteId(id), segments, "none", JudgingRule.DEFAULT));
        probe(id, "icmp", target, new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64));
        probe(id, "tcp", target, new ProbeSettings.Tcp(TCP_PORT, Optional.empty(), Optional.empty(), true));
        probe(
                id,
                "snmp",
                target,
                new ProbeSettings.Snmp(ProbeSettings.Snmp.Facts.INTERFACES, SNMP_PORT, "public", List.of(), List.of()));
    }

    private void probe(String link, String kind, String target, ProbeSettings settings) {
        ProbeId id = new ProbeId(link + "-" + kind);
        ProbeSpec spec =
                new ProbeSpec(id, target, new Cadence.Every(Duration.ofSeconds(1)), Duration.ofMillis(500), settings);
        probes.put(id, new WatchedProbe(HUB_AGENT, new LinkId(link), spec, kind.equals("icmp")));
    }
}
