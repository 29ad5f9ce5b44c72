package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.inventory.Contract;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Segment;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.inventory.WatchedProbe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small network for tests. The hub's agent probes links l1 and l2 (over backbone `east` and the data centre `dc`), l3
 * and l4 (over backbone `west` and `dc`) and l5 (over `dc` alone). The agent of l1's site probes link l6, which shares
 * nothing. Each link has one judging probe named like it, every 10 s; k = 3, m = 2.
 */
public final class TestNetwork {
    public static final AgentId HUB = new AgentId("hub");
    public static final AgentId AGENT_OF_L1 = new AgentId("site1");
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private TestNetwork() {}

    public static Inventory inventory() {
        Map<LinkId, Link> links = new TreeMap<>();
        Map<ProbeId, WatchedProbe> probes = new TreeMap<>();
        Map<SiteId, Site> sites = new TreeMap<>();
        Map<String, List<String>> paths = Map.of(
                "l1", List.of("east", "dc"),
                "l2", List.of("east", "dc"),
                "l3", List.of("west", "dc"),
                "l4", List.of("west", "dc"),
                "l5", List.of("dc"),
                "l6", List.of());
        paths.forEach((name, path) -> {
            SiteId site = new SiteId("site" + name.substring(1));
            sites.put(site, new Site(site, "Site " + name, Site.Kind.AGENCY, "Surabaya", -7.2, 112.7));
            List<SegmentId> segments = path.stream().map(SegmentId::new).toList();
            LinkId link = new LinkId(name);
            links.put(link, new Link(link, "Link " + name, site, segments, "usual", JudgingRule.DEFAULT));
            AgentId agent = name.equals("l6") ? AGENT_OF_L1 : HUB;
            probes.put(new ProbeId(name), new WatchedProbe(agent, link, spec(name), true));
        });
        return new Inventory(
                sites,
                Map.of(
                        new SegmentId("east"),
                        new Segment(new SegmentId("east"), "East", Segment.Kind.BACKBONE),
                        new SegmentId("west"),
                        new Segment(new SegmentId("west"), "West", Segment.Kind.BACKBONE),
                        new SegmentId("dc"),
                        new Segment(new SegmentId("dc"), "DC", Segment.Kind.DATA_CENTRE)),
                links,
                Map.of("usual", new Contract("usual", new BigDecimal("99.5"), ZoneId.of("Asia/Jakarta"))),
                Map.of(AGENT_OF_L1, new SiteId("site1")),
                probes);
    }

    private static ProbeSpec spec(String name) {
        return new ProbeSpec(
                new ProbeId(name),
                "192.0.2.1",
                new Cadence.Every(INTERVAL),
                Duration.ofSeconds(2),
                new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64));
    }

    /** Every condition, fired as soon as it is declared. */
    public static Map<Condition, Rule> rules() {
        Map<Condition, Rule> rules = new EnumMap<>(Condition.class);
        Arrays.stream(Condition.values()).forEach(each -> rules.put(each, rule(each, Duration.ZERO)));
        return rules;
    }

    public static Rule rule(Condition condition, Duration holdFor) {
        Rule.Text text = new Rule.Text("id", "en");
        return new Rule(condition, true, Rule.Severity.CRITICAL, holdFor, Map.of(), text, text);
    }
}
