package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.SiteId;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Segment;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.timeline.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who depends on what: read off the inventory once, so that nobody keeps it by hand. Only links that are judged count. */
public final class Dependencies {
    private static final Duration SPARE = Duration.ofSeconds(10);

    private final Inventory inventory;
    private final Map<LinkId, Duration> intervals = new HashMap<>();
    private final Map<SegmentId, Set<LinkId>> links = new HashMap<>();
    private final Map<AgentId, Set<LinkId>> judgedBy = new TreeMap<>();
    private final List<SegmentId> shared;

    public Dependencies(Inventory inventory) {
        this.inventory = inventory;
        inventory.probes().values().stream().filter(WatchedProbe::judges).forEach(this::judge);
        for (LinkId link : intervals.keySet()) {
            segmentsOf(link)
                    .forEach(each ->
                            links.computeIfAbsent(each, any -> new TreeSet<>()).add(link));
        }
        links.values().removeIf(over -> over.size() < 2);
        shared = new ArrayList<>(links.keySet());
        shared.sort(Comparator.comparingInt((SegmentId each) -> -linksOver(each).size())
                .thenComparingInt(each -> -place(each))
                .thenComparing(each -> each));
    }

    private void judge(WatchedProbe probe) {
        Duration interval = probe.spec().cadence().interval();
        intervals.merge(probe.link(), interval, (one, other) -> one.compareTo(other) > 0 ? one : other);
        judgedBy.computeIfAbsent(probe.agent(), any -> new TreeSet<>()).add(probe.link());
    }

    private List<SegmentId> segmentsOf(LinkId link) {
        Link known = inventory.links().get(link);
        return known == null ? List.of() : known.segments();
    }

    /** How far towards the hub a segment lies on the path of any link. */
    private int place(SegmentId segment) {
        return linksOver(segment).stream()
                .mapToInt(link -> segmentsOf(link).indexOf(segment))
                .max()
                .orElse(0);
    }

    /** The segments that at least two judged links run over: the most links first, then the nearest to the hub. */
    List<SegmentId> shared() {
        return shared;
    }

    /** The judged links over a shared segment. */
    Set<LinkId> linksOver(SegmentId segment) {
        return links.getOrDefault(segment, Set.of());
    }

    /** The shared segments that a link runs over. */
    List<SegmentId> sharedOf(LinkId link) {
        return segmentsOf(link).stream().filter(links::containsKey).toList();
    }

    Segment segment(SegmentId id) {
        Segment known = inventory.segments().get(id);
        if (known == null) {
            throw new IllegalArgumentException("segment: expected one of the inventory. Found: " + id);
        }
        return known;
    }

    /** The longest interval of a link's judging probes. */
    Duration interval(LinkId link) {
        return intervals.getOrDefault(link, Duration.ZERO);
    }

    /** How long a link may be silent before nothing is known. */
    Duration silence(LinkId link) {
        return Silence.limit(interval(link));
    }

    /** How long it takes until a change that has begun is declared, with a little to spare. */
    Duration settling(LinkId link) {
        Link known = inventory.links().get(link);
        int rounds = known == null
                ? 1
                : Math.max(known.judging().raiseAfter(), known.judging().clearAfter());
        return interval(link).multipliedBy(rounds).plus(SPARE);
    }

    /** The agents that judge any link, each with the links that it judges. */
    Map<AgentId, Set<LinkId>> judgedBy() {
        return judgedBy;
    }

    /** The judged links that connect the site an agent stands at. */
    List<LinkId> linksOfSite(AgentId agent) {
        SiteId site = inventory.agents().get(agent);
        return intervals.keySet().stream()
                .filter(link -> {
                    Link known = inventory.links().get(link);
                    return known != null && known.site().equals(site);
                })
                .sorted()
                .toList();
    }
}
