package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.alert.Fault;
import id.jipmonitor.server.alert.LinkHistory;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.timeline.LinkTimeline;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every watched probe and link of an inventory with what was observed of it. No I/O, no clock; for one thread. */
final class Network {
    private final Map<ProbeId, ProbeWatch> probes = new HashMap<>();
    private final Map<LinkId, LinkWatch> links = new TreeMap<>();
    private final Map<AgentId, List<ProbeWatch>> judges = new TreeMap<>();
    private final PathEvidence paths;

    Network(Inventory inventory) {
        paths = new PathEvidence(inventory);
        Map<LinkId, List<ProbeWatch>> byLink = new HashMap<>();
        inventory.probes().values().stream()
                .sorted((one, other) ->
                        one.spec().probe().compareTo(other.spec().probe()))
                .forEach(probe -> byLink.computeIfAbsent(probe.link(), any -> new ArrayList<>())
                        .add(watch(probe, inventory)));
        for (Link link : inventory.links().values()) {
            links.put(link.id(), new LinkWatch(link, byLink.getOrDefault(link.id(), List.of())));
        }
    }

    private ProbeWatch watch(WatchedProbe probe, Inventory inventory) {
        Link link = inventory.links().get(probe.link());
        ProbeWatch watch = new ProbeWatch(probe, link == null ? JudgingRule.DEFAULT : link.judging());
        probes.put(probe.spec().probe(), watch);
        if (probe.judges()) {
            judges.computeIfAbsent(probe.agent(), any -> new ArrayList<>()).add(watch);
        }
        if (watch.tellsPath()) {
            paths.watch(probe, watch.paths());
        }
        return watch;
    }

    /**
     * Takes a result; one of a probe that the inventory does not know, or gives to another agent, judges nothing.
     *
     * @return whether it told of a way that was not known, which no link's history shows
     */
    boolean add(RecordedResult recorded) {
        ProbeWatch watch = probes.get(recorded.result().probe());
        return watch != null && watch.probe().agent().equals(recorded.agent()) && watch.add(recorded.result());
    }

    /** The faults with what traced paths tell of them. */
    List<Fault> withPaths(List<Fault> faults) {
        return paths.added(faults);
    }

    /** Brings every link up to a moment; the links whose history is another one than before. */
    List<LinkId> update(Instant asOf) {
        return links.values().stream()
                .filter(each -> each.update(asOf))
                .map(LinkWatch::id)
                .toList();
    }

    /** The histories up to the last update. */
    Map<LinkId, LinkHistory> histories() {
        Map<LinkId, LinkHistory> histories = new TreeMap<>();
        for (LinkWatch each : links.values()) {
            if (!each.judges().isEmpty()) {
                histories.put(each.id(), each.history());
            }
        }
        return histories;
    }

    /** For each agent its judging probes together: BLIND or NO_DATA only when all of them are. */
    Map<AgentId, Timeline> agents(Instant asOf) {
        Map<AgentId, Timeline> agents = new TreeMap<>();
        judges.forEach((agent, watches) -> {
            List<Timeline> timelines = watches.stream()
                    .map(each -> each.builder().timeline(Instant.EPOCH, asOf, asOf))
                    .toList();
            agents.put(agent, LinkTimeline.of(timelines, 0, Instant.EPOCH, asOf));
        });
        return agents;
    }

    Timeline timeline(LinkId link, Instant from, Instant to, Instant asOf) {
        return Optional.ofNullable(links.get(link))
                .map(each -> each.timeline(from, to, asOf))
                .orElseGet(() -> LinkTimeline.of(List.of(), 0, from, to));
    }

    Map<LinkId, LinkStatus> statuses() {
        Map<LinkId, LinkStatus> statuses = new TreeMap<>();
        links.forEach((id, link) -> link.status().ifPresent(status -> statuses.put(id, status)));
        return statuses;
    }

    Iterable<LinkId> links() {
        return links.keySet();
    }

    void forgetBefore(Instant observations, Instant states) {
        probes.values().forEach(each -> {
            each.builder().forgetBefore(observations, states);
            each.paths().forgetBefore(states.minus(PathEvidence.LOOK_BACK));
        });
    }
}
