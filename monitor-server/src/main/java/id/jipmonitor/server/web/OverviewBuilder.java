package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.web.NetworkView.LinkStatus;
import id.jipmonitor.server.web.OverviewView.Count;
import id.jipmonitor.server.web.OverviewView.Group;
import id.jipmonitor.server.web.OverviewView.Share;
import id.jipmonitor.server.web.OverviewView.Tile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Makes the overview of a snapshot. */
final class OverviewBuilder {
    /** Worst first: what needs a person, then what cannot be judged, then what is well. */
    static final List<LinkState> BY_URGENCY = List.of(
            LinkState.DOWN,
            LinkState.DEGRADED,
            LinkState.BLIND,
            LinkState.NO_DATA,
            LinkState.MAINTENANCE,
            LinkState.UP);

    private static final Comparator<Incident> WORST_FIRST = Comparator.comparing(Incident::kind)
            .thenComparing(each -> each.links().size(), Comparator.reverseOrder())
            .thenComparing(Incident::startsAt);

    private static final List<Site.Kind> KINDS =
            List.of(Site.Kind.HUB, Site.Kind.REGENCY, Site.Kind.CITY, Site.Kind.AGENCY);
    private static final int BAR_WIDTH = 1_000;

    private final Frame page;
    private final Inventory inventory;
    private final Moments moments;
    private final Instant now;
    private final Names names;

    OverviewBuilder(Frame page, Inventory inventory, Moments moments, Instant now) {
        this.page = page;
        this.inventory = inventory;
        this.moments = moments;
        this.now = now;
        this.names = new Names(page.visitor().words(), inventory);
    }

    OverviewView build(Map<LinkId, LinkStatus> snapshot, IncidentLog log) {
        Map<LinkState, Integer> counts = count(snapshot);
        List<Incident> open = log.open();
        boolean silent =
                snapshot.values().stream().allMatch(each -> each.observedAt().isEmpty());
        return new OverviewView(
                page,
                silent,
                !open.isEmpty(),
                headline(open.size(), silent),
                unseen(counts),
                moments.at(now),
                moments.zoneName(now),
                BY_URGENCY.stream()
                        .map(state -> new Count(state, counts.getOrDefault(state, 0)))
                        .toList(),
                shares(counts),
                open.stream().sorted(WORST_FIRST).map(each -> card(each, log)).toList(),
                groups(snapshot));
    }

    private Map<LinkState, Integer> count(Map<LinkId, LinkStatus> snapshot) {
        Map<LinkState, Integer> counts = new EnumMap<>(LinkState.class);
        for (LinkId link : inventory.links().keySet()) {
            counts.merge(status(snapshot, link).state(), 1, Integer::sum);
        }
        return counts;
    }

    private String headline(int open, boolean silent) {
        if (open > 0) {
            return page.say("overview.trouble", open);
        }
        return page.say(silent ? "overview.silent" : "overview.calm");
    }

    private String unseen(Map<LinkState, Integer> counts) {
        int unseen = counts.getOrDefault(LinkState.BLIND, 0) + counts.getOrDefault(LinkState.NO_DATA, 0);
        int all = inventory.links().size();
        if (unseen == 0) {
            return page.say("overview.all-seen", all);
        }
        String share = moments.percent(OptionalDouble.of((double) unseen / all));
        return page.say("overview.unseen", unseen, all, share);
    }

    private List<Share> shares(Map<LinkState, Integer> counts) {
        int all = Math.max(1, inventory.links().size());
        List<Share> shares = new ArrayList<>();
        int before = 0;
        for (LinkState state : BY_URGENCY) {
            int links = counts.getOrDefault(state, 0);
            if (links > 0) {
                int x = before * BAR_WIDTH / all;
                before += links;
                shares.add(new Share(state, x, before * BAR_WIDTH / all - x));
            }
        }
        return shares;
    }

    private IncidentCard card(Incident incident, IncidentLog log) {
        return IncidentCard.of(
                incident,
                log.entries(incident.id()),
                names,
                moments,
                page.visitor().words(),
                now);
    }

    private List<Group> groups(Map<LinkId, LinkStatus> snapshot) {
        return KINDS.stream()
                .map(kind -> group(kind, snapshot))
                .filter(group -> !group.tiles().isEmpty())
                .toList();
    }

    private Group group(Site.Kind kind, Map<LinkId, LinkStatus> snapshot) {
        List<Tile> tiles = inventory.links().values().stream()
                .filter(link -> names.site(link).kind() == kind)
                .map(link -> tile(link, status(snapshot, link.id())))
                .sorted(Comparator.comparingInt((Tile tile) -> BY_URGENCY.indexOf(tile.state()))
                        .thenComparing(Tile::site)
                        .thenComparing(Tile::link))
                .toList();
        return new Group(page.say("kind." + kind.name()), tiles.size(), tiles);
    }

    private Tile tile(Link link, LinkStatus status) {
        boolean known = status.observedAt().isPresent();
        return new Tile(
                "/links/" + link.id(),
                names.site(link).name(),
                link.name(),
                status.state(),
                known ? moments.lasting(Duration.between(status.since(), now)) : Moments.NOTHING,
                moments.percent(status.lossRatio()),
                moments.milliseconds(status.rttSeconds()),
                status.observedAt().map(moments::clock).orElse(Moments.NOTHING));
    }

    private LinkStatus status(Map<LinkId, LinkStatus> snapshot, LinkId link) {
        return snapshot.getOrDefault(link, LinkStatus.unknown(now));
    }
}
