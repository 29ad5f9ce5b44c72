package id.jipmonitor.server.inventory;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads network.yaml: sites, what they share, what was promised, and the links with the probes that templates make for
 * them. Every reference is followed, every generated identity is checked.
 */
public final class InventoryReader {
    /** Most links of one file. */
    static final int MAX_LINKS = 50_000;

    private static final Kind<String> NAME = Kinds.name();

    private InventoryReader() {}

    /** The inventory of a file, or every problem. */
    public static Checked<Inventory> read(Path file) {
        Reading reading = new Reading(name -> null);
        return reading.checked(read(reading, file));
    }

    /** As part of a pass over several files; empty after a problem, which is noted there. */
    public static Optional<Inventory> read(Reading reading, Path file) {
        return reading.file(file).flatMap(InventoryReader::inventory);
    }

    private static Optional<Inventory> inventory(Section section) {
        return SiteReader.read(section.section("sites")).flatMap(sites -> inventory(section, sites));
    }

    private static Optional<Inventory> inventory(Section section, SiteReader.Sites sites) {
        Value<SiteId> hub = hub(section, sites);
        Value<Map<String, Segment>> segments = section.named("segments", NAME, InventoryReader::segment);
        Value<Map<String, Contract>> contracts = section.named("contracts", NAME, InventoryReader::contract);
        Value<Map<String, SiteId>> agents = section.named("agents", NAME, (id, each) -> agent(each, sites));
        Value<Map<String, ProbeTemplate>> templates = section.named("probe_templates", NAME, ProbeTemplate::read);
        LinkReader links = new LinkReader(
                sites,
                section.names("segments"),
                section.names("contracts"),
                section.names("probe_templates"),
                section.section("link_defaults"));
        Value<List<LinkReader.Draft>> drafts = section.sections("links", links::read, 1, MAX_LINKS);
        Value<Map<ProbeId, WatchedProbe>> probes =
                Value.whole(() -> new ProbeFactory(hub.get(), agents.get(), templates.get()).make(links.drafts()));
        Value<Map<LinkId, Link>> linksById = Value.of(linksOf(links.drafts()));
        return section.build(() -> {
                    drafts.get();
                    return new Inventory(
                            sites.usable(),
                            keyed(segments.get(), SegmentId::new),
                            linksById.get(),
                            contracts.get(),
                            keyed(agents.get(), AgentId::new),
                            probes.get());
                })
                .ifUsable();
    }

    private static <K, V> Map<K, V> keyed(Map<String, V> named, Function<String, K> key) {
        Map<K, V> result = new LinkedHashMap<>();
        named.forEach((name, value) -> result.put(key.apply(name), value));
        return result;
    }

    private static Value<SiteId> hub(Section section, SiteReader.Sites sites) {
        Value<SiteId> hub = site(section, "hub", sites);
        Optional<Site.Kind> other = hub.ifUsable()
                .flatMap(each -> Optional.ofNullable(sites.usable().get(each)))
                .map(Site::kind)
                .filter(kind -> kind != Site.Kind.HUB);
        return other.isPresent()
                ? section.refuse(
                        "hub", "expected a site of kind hub", other.get().name().toLowerCase(Locale.ROOT), "")
                : hub;
    }

    private static Value<SiteId> site(Section section, String key, SiteReader.Sites sites) {
        return section.required(key, Kinds.reference("an entry of sites", sites.names()))
                .map(SiteId::new);
    }

    private static Value<Segment> segment(String id, Section section) {
        Value<String> name = section.required("name", Kinds.text(1, 200));
        Value<Segment.Kind> kind = section.required("kind", Kinds.choice(Segment.Kind.class));
        return section.build(() -> new Segment(new SegmentId(id), name.get(), kind.get()));
    }

    private static Value<Contract> contract(String name, Section section) {
        Value<BigDecimal> target = section.required("target_percent", Kinds.decimal("0", "100"));
        Value<ZoneId> zone = section.required("zone", Kinds.zone());
        return section.build(() -> new Contract(name, target.get(), zone.get()));
    }

    private static Value<SiteId> agent(Section section, SiteReader.Sites sites) {
        Value<SiteId> site = site(section, "site", sites);
        return section.build(site::get);
    }

    private static Map<LinkId, Link> linksOf(List<LinkReader.Draft> drafts) {
        Map<LinkId, Link> links = new LinkedHashMap<>();
        for (LinkReader.Draft each : drafts) {
            if (links.putIfAbsent(each.link().id(), each.link()) != null) {
                each.section()
                        .refuse(
                                "id",
                                "expected each link id once",
                                each.link().id() + " again",
                                "Give the link an id of its own");
            }
        }
        return links;
    }
}
