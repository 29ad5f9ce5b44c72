package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.Fault;
import id.jipmonitor.server.alert.Rule.Text;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.path.PathStory;
import id.jipmonitor.server.path.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What traced paths add to a link fault's evidence: the last whole path of the day before it began, the first one in
 * it, and what is different. One function of the results, so late ones change it as if they had been in time.
 */
final class PathEvidence {
    /** How old the path before may be; kept so long beyond what else the evaluation keeps. */
    static final Duration LOOK_BACK = Duration.ofDays(1);
    /** A fault of many links is told by the paths of its first. */
    private static final int MOST_PATHS = 4;

    private final Map<LinkId, List<Watched>> paths = new TreeMap<>();
    private final Map<LinkId, ZoneId> zones = new TreeMap<>();

    private record Watched(WatchedProbe probe, PathLog log) {}

    PathEvidence(Inventory inventory) {
        inventory.links().values().forEach(link -> {
            var contract = inventory.contracts().get(link.contract());
            zones.put(link.id(), contract == null ? ZoneOffset.UTC : contract.zone());
        });
    }

    /** Has a path probe's results count as evidence; to be called in order of the probes' ids. */
    void watch(WatchedProbe probe, PathLog log) {
        paths.computeIfAbsent(probe.link(), any -> new ArrayList<>()).add(new Watched(probe, log));
    }

    /** The faults with what the paths of their links tell. */
    List<Fault> added(List<Fault> faults) {
        return faults.stream().map(this::added).toList();
    }

    private Fault added(Fault fault) {
        boolean ofLink = switch (fault.condition()) {
            case LINK_DOWN, LINK_DEGRADED -> true;
            case SITE_BLIND, AGENT_LOST, CERTIFICATE_ENDING, IDENTITY_DUPLICATED, CLOCK_WRONG -> false;
        };
        if (!ofLink) {
            return fault;
        }
        List<Text> told = fault.links().stream()
                .flatMap(link -> paths.getOrDefault(link, List.of()).stream())
                .map(path -> told(path, fault))
                .filter(each -> !each.isEmpty())
                .limit(MOST_PATHS)
                .flatMap(List::stream)
                .toList();
        return told.isEmpty() ? fault : fault.with(told);
    }

    private List<Text> told(Watched path, Fault fault) {
        Instant end = fault.endsAt().orElse(Instant.MAX);
        Optional<Trace> first = path.log().firstIn(fault.startsAt(), end);
        if (first.isEmpty()) {
            return List.of();
        }
        Trace now = first.get();
        Optional<Trace> before = path.log().lastReachedBefore(fault.startsAt(), LOOK_BACK);
        ZoneId zone = zones.getOrDefault(path.probe().link(), ZoneOffset.UTC);
        PathStory indonesian = PathStory.inIndonesian(zone);
        PathStory english = PathStory.inEnglish(zone);
        String agent = path.probe().agent().value();
        String target = path.probe().spec().target();
        return List.of(
                new Text(
                        indonesian.difference(agent, target, before, now),
                        english.difference(agent, target, before, now)),
                new Text(indonesian.hops(before, now), english.hops(before, now)));
    }
}
