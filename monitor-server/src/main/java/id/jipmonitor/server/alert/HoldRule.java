package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;

/**
 * Whether it is too early to name a cause: nothing contradicts that a larger segment failed, and some of its links have
 * not shown yet what became of them (they have not been observed since, or have failed too few rounds to tell). One
 * link that answered since contradicts. Held at most for the links' time of silence after the alert was certain.
 */
final class HoldRule {
    private final Dependencies dependencies;
    private final Map<LinkId, LinkHistory> links;

    HoldRule(Dependencies dependencies, Map<LinkId, LinkHistory> links) {
        this.dependencies = dependencies;
        this.links = links;
    }

    boolean holds(Group group, Instant asOf) {
        return perhapsOver(group, asOf) || perhapsLarger(group, asOf);
    }

    /**
     * Whether what looks like DEGRADED may yet turn out to be the beginning or the end of an outage that the link's
     * probes see one after the other.
     */
    boolean settles(Group group, Instant asOf) {
        return group.members().stream()
                .anyMatch(each -> asOf.isBefore(each.alert().firesAt().plus(dependencies.settling(each.link()))));
    }

    /** Whether the newest round shows recovery that began before {@code for} was over: one more and nothing fires. */
    private boolean perhapsOver(Group group, Instant asOf) {
        LinkAlert first = group.members().first();
        LinkHistory history = links.get(first.link());
        return group.members().size() == 1
                && first.endsAt().isEmpty()
                && history != null
                && asOf.isBefore(group.firesAt().plus(dependencies.silence(first.link())))
                && history.answeredAt()
                        .filter(at -> at.isAfter(group.startsAt()) && !at.isAfter(group.firesAt()))
                        .isPresent();
    }

    private boolean perhapsLarger(Group group, Instant asOf) {
        NavigableSet<LinkId> members = group.links();
        return dependencies.sharedOf(members.first()).stream()
                .map(dependencies::linksOver)
                .filter(over -> over.containsAll(members))
                .anyMatch(over -> asOf.isBefore(group.firesAt().plus(longestSilence(over)))
                        && mayHaveFailed(over, members, group.startsAt()));
    }

    /** Whether a link whose state is good might just not have told otherwise since that time. */
    boolean undecided(LinkId link, Instant since) {
        LinkHistory history = links.get(link);
        return history != null && seen(history.state()) && !answered(history, since);
    }

    private boolean mayHaveFailed(Set<LinkId> over, Set<LinkId> members, Instant since) {
        boolean undecided = false;
        for (LinkId each : over) {
            LinkHistory history = links.get(each);
            if (history != null && !members.contains(each) && seen(history.state())) {
                if (answered(history, since)) {
                    return false;
                }
                undecided = true;
            }
        }
        return undecided;
    }

    private static boolean seen(LinkState state) {
        return state == LinkState.UP || state == LinkState.DEGRADED;
    }

    private static boolean answered(LinkHistory history, Instant since) {
        return history.answeredAt().map(at -> at.isAfter(since)).orElse(false);
    }

    private Duration longestSilence(Set<LinkId> over) {
        return over.stream().map(dependencies::silence).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
