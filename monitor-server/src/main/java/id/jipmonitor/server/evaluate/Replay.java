package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.alert.Dependencies;
import id.jipmonitor.server.alert.Fault;
import id.jipmonitor.server.alert.Faults;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The live functions over results at hand: what was judged can be judged again by anybody. For one thread. */
public final class Replay {
    private final Inventory inventory;
    private final Network network;
    private final Faults faults;
    private @Nullable Instant first;
    private @Nullable Instant last;

    public Replay(Inventory inventory, Map<Condition, Rule> rules) {
        this.inventory = inventory;
        this.network = new Network(inventory);
        this.faults = new Faults(new Dependencies(inventory), rules);
    }

    /**
     * What the results say about [from, to).
     *
     * @param timelines of the links that have results, in order of id
     * @param incidents that overlap, in order of start; what would still be held back at {@code to} is not in it
     */
    public record Judged(Instant from, Instant to, Map<LinkId, Timeline> timelines, List<Incident> incidents) {}

    /** Takes a result, in any order, as often as it comes; one of a probe that the inventory does not know is passed over. */
    public boolean add(RecordedResult recorded) {
        boolean known = inventory
                .probe(recorded.result().probe())
                .filter(probe -> probe.agent().equals(recorded.agent()))
                .isPresent();
        if (known) {
            network.add(recorded);
            Instant at = recorded.result().startedAt();
            Instant until = at.plus(recorded.result().interval());
            first = first == null || at.isBefore(first) ? at : first;
            last = last == null || until.isAfter(last) ? until : last;
        }
        return known;
    }

    /** From the first result's start to the end of the last one's interval; empty without results. */
    public Optional<Judged> judge() {
        Instant from = first;
        Instant to = last;
        return from == null || to == null ? Optional.empty() : Optional.of(judge(from, to, to));
    }

    /**
     * Judges a stretch as it looked at a moment.
     *
     * @param asOf the moment of asking, not before {@code to}; silence until then shows
     */
    public Judged judge(Instant from, Instant to, Instant asOf) {
        network.update(asOf);
        List<Incident> incidents =
                network.withPaths(faults.of(network.histories(), network.agents(asOf), asOf, Instant.MIN)).stream()
                        .filter(fault -> !fault.held() && overlaps(fault, from, to))
                        .map(Incidents::of)
                        .toList();
        Map<LinkId, Timeline> timelines = new TreeMap<>();
        network.statuses().keySet().forEach(link -> timelines.put(link, network.timeline(link, from, to, asOf)));
        return new Judged(from, to, timelines, incidents);
    }

    private static boolean overlaps(Fault fault, Instant from, Instant to) {
        return fault.startsAt().isBefore(to)
                && fault.endsAt().map(from::isBefore).orElse(true);
    }
}
