package id.jipmonitor.server.alert;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.inventory.SegmentId;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Alerts that have one cause: those of a segment's links, or one alone. */
final class Group {
    private final Optional<SegmentId> segment;
    private final NavigableSet<LinkAlert> members = new TreeSet<>();

    Group(Optional<SegmentId> segment, Iterable<LinkAlert> members) {
        this.segment = segment;
        members.forEach(this.members::add);
    }

    void add(LinkAlert member) {
        members.add(member);
    }

    Optional<SegmentId> segment() {
        return segment;
    }

    NavigableSet<LinkAlert> members() {
        return members;
    }

    NavigableSet<LinkId> links() {
        NavigableSet<LinkId> links = new TreeSet<>();
        members.forEach(each -> links.add(each.link()));
        return links;
    }

    Instant startsAt() {
        return members.first().startsAt();
    }

    /** When the first member was certain. */
    Instant firesAt() {
        return members.stream()
                .map(each -> each.alert().firesAt())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** When the last member had recovered. */
    Optional<Instant> endsAt() {
        if (members.stream().anyMatch(each -> each.endsAt().isEmpty())) {
            return Optional.empty();
        }
        return members.stream().flatMap(each -> each.endsAt().stream()).max(Instant::compareTo);
    }

    boolean activeAt(Instant instant) {
        return members.stream().anyMatch(each -> each.alert().activeAt(instant));
    }
}
