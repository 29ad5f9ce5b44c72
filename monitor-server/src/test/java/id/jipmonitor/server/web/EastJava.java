package id.jipmonitor.server.web;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.server.inventory.Contract;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Segment;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.inventory.WatchedProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The illustrative East Java network: one hub, 43 sites with a link each, two backbone segments. */
final class EastJava {
    static final LinkId BANGKALAN = new LinkId("kab-bangkalan-jip");
    static final ProbeId PATH = new ProbeId(BANGKALAN + "-path");
    static final AgentId HUB = new AgentId("dc-diskominfo");
    static final SegmentId MADURA = new SegmentId("backbone-madura");
    private static final SegmentId EAST = new SegmentId("backbone-tapal-kuda");
    private static final List<String> ON_MADURA = List.of("kab-bangkalan", "kab-pamekasan", "kab-sumenep");
    private static final Pattern ROW =
            Pattern.compile("([^,]+),(?:\"([^\"]+)\"|([^,]+)),([a-z]+),([^,]+),(-?[0-9.]+),([0-9.]+)");

    private EastJava() {}

    static Inventory inventory() {
        Map<SiteId, Site> sites = new LinkedHashMap<>();
        rows().forEach(row -> sites.put(row.id(), row));
        Map<LinkId, Link> links = new LinkedHashMap<>();
        Map<ProbeId, WatchedProbe> probes = new LinkedHashMap<>();
        for (Site site : sites.values()) {
            if (site.kind() != Site.Kind.HUB) {
                Link link = link(site);
                links.put(link.id(), link);
                WatchedProbe icmp =
                        probe(link, "icmp", new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64));
                WatchedProbe tcp =
                        probe(link, "tcp", new ProbeSettings.Tcp(443, Optional.empty(), Optional.empty(), true));
                probes.put(icmp.spec().probe(), icmp);
                probes.put(tcp.spec().probe(), tcp);
            }
        }
        WatchedProbe path = path(BANGKALAN);
        probes.put(path.spec().probe(), path);
        return new Inventory(
                sites,
                Map.of(
                        MADURA, new Segment(MADURA, "Ruas Surabaya–Madura", Segment.Kind.BACKBONE),
                        EAST, new Segment(EAST, "Ruas Tapal Kuda", Segment.Kind.BACKBONE)),
                links,
                Map.of("jip-99-5", new Contract("jip-99-5", new BigDecimal("99.5"), ZoneId.of("Asia/Jakarta"))),
                Map.of(HUB, new SiteId("dc-diskominfo")),
                probes);
    }

    private static Link link(Site site) {
        String name = "JIP " + site.name().replace("Pemerintah ", "").replace(" Provinsi Jawa Timur", "");
        List<SegmentId> segments = ON_MADURA.contains(site.id().value()) ? List.of(MADURA) : List.of();
        return new Link(new LinkId(site.id() + "-jip"), name, site.id(), segments, "jip-99-5", JudgingRule.DEFAULT);
    }

    private static WatchedProbe probe(Link link, String type, ProbeSettings settings) {
        ProbeSpec spec = new ProbeSpec(
                new ProbeId(link.id() + "-" + type),
                "10.35.0.1",
                new Cadence.Every(Duration.ofSeconds(10)),
                Duration.ofSeconds(1),
                settings);
        return new WatchedProbe(HUB, link.id(), spec, true);
    }

    private static WatchedProbe path(LinkId link) {
        ProbeSpec spec = new ProbeSpec(
                PATH,
                "10.35.111.1",
                new Cadence.Every(Duration.ofHours(1)),
                Duration.ofSeconds(2),
                new ProbeSettings.Path(30, 2, new ProbeSettings.Path.Echo(56)));
        return new WatchedProbe(HUB, link, spec, false);
    }

    private static List<Site> rows() {
        List<Site> sites = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(EastJava.class.getResourceAsStream("sites-jatim.csv")),
                StandardCharsets.UTF_8))) {
            reader.lines().skip(1).forEach(line -> sites.add(site(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sites;
    }

    private static Site site(String line) {
        Matcher row = ROW.matcher(line);
        if (!row.matches()) {
            throw new IllegalArgumentException(line);
        }
        String name = row.group(2) != null ? row.group(2) : row.group(3);
        return new Site(
                new SiteId(row.group(1)),
                name,
                Site.Kind.valueOf(row.group(4).toUpperCase(Locale.ROOT)),
                row.group(5),
                Double.parseDouble(row.group(6)),
                Double.parseDouble(row.group(7)));
    }
}
