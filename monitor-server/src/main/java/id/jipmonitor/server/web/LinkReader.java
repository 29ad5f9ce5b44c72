package id.jipmonitor.server.web;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.server.availability.Availability;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.inventory.Contract;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.Site;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.path.Way;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.web.NetworkView.LinkStatus;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One link with everything that page and API tell about it; what an address names is looked up and bounded here. */
final class LinkReader {
    private static final int INCIDENTS_SEARCHED = 500;
    private static final Duration PATHS_SEARCHED = Duration.ofDays(1);
    /** Of a path asked for seldom so many rounds are searched, so that one that could not tell hides none. */
    private static final int PATH_ROUNDS = 3;

    private final WebSources sources;
    private final Inventory inventory;
    private final Link link;

    private LinkReader(WebSources sources, Inventory inventory, Link link) {
        this.sources = sources;
        this.inventory = inventory;
        this.link = link;
    }

    /** @throws Problem 404 when the inventory has no such link */
    static LinkReader of(WebSources sources, String id) {
        Inventory inventory = sources.inventory().get();
        return inventory.links().values().stream()
                .filter(each -> each.id().value().equals(id))
                .findFirst()
                .map(link -> new LinkReader(sources, inventory, link))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "problem.no-link", id));
    }

    Link link() {
        return link;
    }

    Inventory inventory() {
        return inventory;
    }

    Site site() {
        return Objects.requireNonNull(inventory.sites().get(link.site()), "the inventory checks its references");
    }

    Contract contract() {
        return Objects.requireNonNull(
                inventory.contracts().get(link.contract()), "the inventory checks its references");
    }

    ZoneId zone() {
        return contract().zone();
    }

    LinkStatus status(Instant now) {
        return sources.network().snapshot().getOrDefault(link.id(), LinkStatus.unknown(now));
    }

    /** Every probe of the link, those that judge first. */
    List<WatchedProbe> probes() {
        return inventory.probes().values().stream()
                .filter(each -> each.link().equals(link.id()))
                .sorted(Comparator.comparing((WatchedProbe each) -> !each.judges())
                        .thenComparingInt(
                                each -> each.spec().settings().typeName().equals("icmp") ? 0 : 1)
                        .thenComparing(each -> each.spec().probe()))
                .toList();
    }

    /**
     * The probe that an address names, or the first; empty when the link has none.
     *
     * @throws Problem 404 when the link has no such probe
     */
    Optional<WatchedProbe> probe(Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return probes().stream().findFirst();
        }
        return Optional.of(probes().stream()
                .filter(each -> each.spec().probe().value().equals(wanted.get()))
                .findFirst()
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "problem.no-probe", wanted.get())));
    }

    /** Those of the probes that trace a path. */
    List<WatchedProbe> pathProbes() {
        return probes().stream()
                .filter(each -> each.spec().settings() instanceof ProbeSettings.Path)
                .toList();
    }

    List<Bucket> series(WatchedProbe probe, Range.Stretch stretch) {
        ProbeId id = probe.spec().probe();
        return sources.results()
                .query(new Query(new Series(probe.agent(), id), stretch.from(), stretch.to(), stretch.step()));
    }

    /** The newest results of a path probe that tell a way, at most two, the newest first. */
    List<ProbeResult> paths(WatchedProbe probe, Instant now) {
        Duration rounds = probe.spec().cadence().interval().multipliedBy(PATH_ROUNDS);
        Instant from = now.minus(rounds.compareTo(PATHS_SEARCHED) > 0 ? rounds : PATHS_SEARCHED);
        Deque<ProbeResult> newest = new ArrayDeque<>();
        Series series = new Series(probe.agent(), probe.spec().probe());
        sources.results().scan(series, from, now, recorded -> {
            if (Way.of(recorded.result()).isPresent()) {
                newest.addFirst(recorded.result());
            }
            if (newest.size() > 2) {
                newest.removeLast();
            }
        });
        return List.copyOf(newest);
    }

    /** This month so far, as the contract's zone has it. */
    Uptime uptime(Instant now) {
        Instant start = now.atZone(zone())
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(zone())
                .toInstant();
        Instant end = now.isAfter(start) ? now : start.plusMillis(1);
        Availability ledger = Availability.of(sources.network().timeline(link.id(), start, end));
        return new Uptime(start, end, ledger, contract().targetPercent());
    }

    List<Incident> incidents() {
        return sources.incidents().recent(INCIDENTS_SEARCHED).stream()
                .filter(each -> each.links().contains(link.id()))
                .toList();
    }
}
