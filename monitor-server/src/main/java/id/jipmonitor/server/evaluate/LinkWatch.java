package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.LinkHistory;
import id.jipmonitor.server.evaluate.LinkStatus.LastRound;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkTimeline;
import id.jipmonitor.server.timeline.Timeline;
import id.jipmonitor.server.timeline.TimelineBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** One link with its probes. The whole history is computed again only when an observation or silence changed it. */
final class LinkWatch {
    private static final long NOT_SILENT = Long.MIN_VALUE;
    private static final long NEVER = NOT_SILENT + 1;

    private final Link link;
    private final List<ProbeWatch> judges;
    private final List<ProbeWatch> all;
    private Timeline cached = new Timeline(Instant.EPOCH, Instant.EPOCH, List.of());
    private List<Long> cachedVersion = List.of();

    LinkWatch(Link link, List<ProbeWatch> probes) {
        this.link = link;
        this.all = List.copyOf(probes);
        this.judges = probes.stream().filter(each -> each.probe().judges()).toList();
    }

    LinkId id() {
        return link.id();
    }

    List<ProbeWatch> judges() {
        return judges;
    }

    Timeline timeline(Instant from, Instant to, Instant asOf) {
        List<Timeline> probes = judges.stream()
                .map(each -> each.builder().timeline(from, to, asOf))
                .toList();
        return LinkTimeline.of(probes, link.judging().quorum(), from, to);
    }

    /** Brings the history up to a moment; whether it is another one than before. */
    boolean update(Instant asOf) {
        List<Long> version = version(asOf);
        if (version.equals(cachedVersion) && cached.from().isBefore(cached.to()) && !asOf.isBefore(cached.to())) {
            Timeline longer = lengthened(cached, asOf);
            // An agent's clock may be ahead of ours: what it observed becomes the state when our time gets there.
            cached = observedSince(cached.to()) ? timeline(Instant.EPOCH, asOf, asOf) : longer;
            return !cached.equals(longer);
        }
        cachedVersion = version;
        cached = timeline(Instant.EPOCH, asOf, asOf);
        return true;
    }

    private boolean observedSince(Instant moment) {
        return judges.stream()
                .flatMap(each -> each.builder().lastObservedAt().stream())
                .anyMatch(at -> !at.isBefore(moment));
    }

    /** Of each probe the version of its history and, where silence shows at its end, since when: late results move that. */
    private List<Long> version(Instant asOf) {
        return judges.stream()
                .flatMap(each -> Stream.of(each.builder().version(), silentSince(each.builder(), asOf)))
                .toList();
    }

    private static long silentSince(TimelineBuilder builder, Instant asOf) {
        return builder.silentAt(asOf)
                ? builder.lastObservedAt().map(Instant::toEpochMilli).orElse(NEVER)
                : NOT_SILENT;
    }

    private static Timeline lengthened(Timeline timeline, Instant to) {
        if (timeline.to().equals(to)) {
            return timeline;
        }
        List<Interval> intervals = timeline.intervals();
        Interval last = intervals.getLast();
        Interval longer = new Interval(last.state(), last.from(), to, last.declaredAt());
        return new Timeline(
                timeline.from(),
                to,
                Stream.concat(intervals.stream().limit(intervals.size() - 1L), Stream.of(longer))
                        .toList());
    }

    LinkHistory history() {
        Optional<Instant> answeredAt = judges.stream()
                .flatMap(each -> each.builder().answeredAt().stream())
                .max(Instant::compareTo);
        return new LinkHistory(id(), cached, answeredAt);
    }

    Optional<LinkStatus> status() {
        Optional<Instant> observedAt = judges.stream()
                .flatMap(each -> each.builder().lastObservedAt().stream())
                .max(Instant::compareTo);
        List<LastRound> rounds =
                all.stream().flatMap(each -> each.lastRound().stream()).toList();
        if (rounds.isEmpty() || cached.intervals().isEmpty()) {
            return Optional.empty();
        }
        Interval last = cached.intervals().getLast();
        return Optional.of(new LinkStatus(
                last.state(),
                last.from(),
                observedAt,
                newest(rounds, LastRound::lossRatio),
                newest(rounds, LastRound::rttSeconds),
                rounds));
    }

    private static OptionalDouble newest(List<LastRound> rounds, Function<LastRound, OptionalDouble> figure) {
        return rounds.stream()
                .filter(each -> figure.apply(each).isPresent())
                .max((one, other) -> one.at().compareTo(other.at()))
                .map(figure)
                .orElse(OptionalDouble.empty());
    }
}
