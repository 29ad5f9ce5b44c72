package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.Outbreaks.Span;
import id.jipmonitor.server.inventory.SegmentId;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which alerts have one cause. A shared segment is the cause when, at one instant, at least two links over it were
 * affected, every other valid one too, and those links failed in close sequence: each before the others can have been
 * seen to answer again. Of several such segments the one that explains most alerts is taken, and of those that explain
 * the same ones, the one with the fewest other links.
 */
final class FaultDomainRule {
    /** Rounds start a little late now and then. */
    private static final Duration JITTER = Duration.ofSeconds(1);

    private final Dependencies dependencies;
    private final Map<LinkId, LinkHistory> links;
    private final Set<LinkState> affected;
    private final NavigableSet<LinkAlert> free = new TreeSet<>();
    private final List<Group> groups = new ArrayList<>();

    private FaultDomainRule(Dependencies dependencies, Map<LinkId, LinkHistory> links, Set<LinkState> affected) {
        this.dependencies = dependencies;
        this.links = links;
        this.affected = affected;
    }

    /** Every alert in exactly one group. */
    static List<Group> group(
            List<LinkAlert> alerts,
            Dependencies dependencies,
            Map<LinkId, LinkHistory> links,
            Set<LinkState> affected) {
        FaultDomainRule rule = new FaultDomainRule(dependencies, links, affected);
        rule.free.addAll(alerts);
        dependencies.shared().forEach(rule::explain);
        rule.free.forEach(each -> rule.groups.add(new Group(Optional.empty(), List.of(each))));
        return rule.groups;
    }

    private void explain(SegmentId segment) {
        Set<LinkId> over = dependencies.linksOver(segment);
        if (alertsOver(over).size() < 2) {
            return;
        }
        List<LinkHistory> histories =
                over.stream().filter(links::containsKey).map(links::get).toList();
        List<Group> own = new ArrayList<>();
        for (Span span : Outbreaks.of(histories, affected)) {
            Optional<Group> lasting =
                    own.stream().filter(group -> group.activeAt(span.from())).findFirst();
            if (lasting.isPresent()) {
                join(lasting.get(), startingIn(over, span));
            } else {
                outbreak(segment, over, span).ifPresent(own::add);
            }
            own.forEach(this::takeRelapses);
        }
        groups.addAll(own);
    }

    private List<LinkAlert> alertsOver(Set<LinkId> over) {
        return free.stream().filter(each -> over.contains(each.link())).toList();
    }

    private List<LinkAlert> startingIn(Set<LinkId> over, Span span) {
        return alertsOver(over).stream()
                .filter(each -> span.contains(each.startsAt()))
                .toList();
    }

    private Optional<Group> outbreak(SegmentId segment, Set<LinkId> over, Span span) {
        List<LinkAlert> active = alertsOver(over).stream()
                .filter(each -> each.alert().activeAt(span.from()))
                .toList();
        if (active.isEmpty() || span.from().isAfter(active.getLast().startsAt().plus(tolerance(over)))) {
            return Optional.empty();
        }
        LinkAlert last = active.getLast();
        List<LinkAlert> together =
                active.stream().filter(each -> closeTo(each, last)).toList();
        if (together.size() < 2 || narrowerExplains(over, together)) {
            return Optional.empty();
        }
        Group group = new Group(Optional.of(segment), List.of());
        join(group, together);
        join(group, startingIn(over, span));
        return Optional.of(group);
    }

    /** A link that falls silent counts as well for up to one interval after its last answer. */
    private Duration tolerance(Set<LinkId> over) {
        return over.stream()
                .map(dependencies::interval)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(JITTER);
    }

    private boolean closeTo(LinkAlert earlier, LinkAlert last) {
        Instant nextRound =
                earlier.startsAt().plus(dependencies.interval(last.link())).plus(JITTER);
        return !last.startsAt().isAfter(nextRound)
                || !last.startsAt().isAfter(earlier.alert().firesAt());
    }

    private boolean narrowerExplains(Set<LinkId> over, List<LinkAlert> together) {
        List<LinkId> failed = together.stream().map(LinkAlert::link).toList();
        return dependencies.sharedOf(failed.getFirst()).stream()
                .map(dependencies::linksOver)
                .anyMatch(narrower -> narrower.size() < over.size() && narrower.containsAll(failed));
    }

    private void join(Group group, List<LinkAlert> members) {
        members.forEach(group::add);
        members.forEach(free::remove);
    }

    /** A link that fails again before the fault is over is no news. */
    private void takeRelapses(Group group) {
        List<LinkAlert> relapses;
        do {
            NavigableSet<LinkId> members = group.links();
            Optional<Instant> end = group.endsAt();
            relapses = free.stream()
                    .filter(each -> members.contains(each.link()))
                    .filter(each -> !each.startsAt().isBefore(group.startsAt()))
                    .filter(each -> end.map(each.startsAt()::isBefore).orElse(true))
                    .toList();
            join(group, relapses);
        } while (!relapses.isEmpty());
    }
}
