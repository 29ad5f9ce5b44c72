package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.alert.Dependencies;
import id.jipmonitor.server.alert.Fault;
import id.jipmonitor.server.alert.Faults;
import id.jipmonitor.server.alert.LinkHistory;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the evaluation's thread works on: the network's histories on one side, the record on the other. */
final class Judgement {
    /** Results of agents whose clock is ahead; later ones are quarantined before they get here. */
    private static final Duration AHEAD = Duration.ofMinutes(10);
    /** Before an incident, so that what made it is read too. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

    private final Network network;
    private final Faults faults;
    private final IncidentLog log;
    private final Instant listeningSince;
    private final Map<IncidentId, Incident> recorded = new TreeMap<>();
    private Map<LinkId, LinkStatus> statuses = Map.of();
    private Instant since;
    private volatile Instant exactSince;
    private Instant asOf;
    private Instant tidiedAt;
    private boolean changed = true;
    private long judged;

    private Judgement(Network network, Faults faults, IncidentLog log, Instant since, Instant now) {
        this.network = network;
        this.faults = faults;
        this.log = log;
        this.listeningSince = now;
        this.since = since;
        this.exactSince = since.plus(StoredTimelines.LEAD);
        this.asOf = now;
        this.tidiedAt = now;
    }

    /** Reads the results since the horizon, or since before the oldest incident that reaches into it. */
    static Judgement rebuilt(
            Inventory inventory, Map<Condition, Rule> rules, ResultReader results, IncidentLog log, Instant now) {
        Network network = new Network(inventory);
        List<Incident> open = ofTimelines(log.open());
        Instant since = notInside(now.minus(Evaluator.HORIZON), open);
        List<Incident> reaching = ofTimelines(log.between(since, now.plus(AHEAD)));
        since = notInside(since, reaching);
        for (WatchedProbe each : inventory.probes().values()) {
            Series series = new Series(each.agent(), each.spec().probe());
            results.scan(series, since.minus(reach(each)), now.plus(AHEAD), network::add);
        }
        Faults faults = new Faults(new Dependencies(inventory), rules);
        Judgement judgement = new Judgement(network, faults, log, since, now);
        ofTimelines(log.between(since, now.plus(AHEAD))).forEach(each -> judgement.recorded.put(each.id(), each));
        open.forEach(each -> judgement.recorded.put(each.id(), each));
        return judgement;
    }

    /** The monitor's own upkeep is no matter of evidence in results. */
    private static List<Incident> ofTimelines(List<Incident> incidents) {
        return incidents.stream().filter(each -> each.kind().ofTimeline()).toList();
    }

    /** How long before what is judged a probe's results are read. */
    private static Duration reach(WatchedProbe probe) {
        return probe.spec().settings() instanceof ProbeSettings.Path ? MARGIN.plus(PathEvidence.LOOK_BACK) : MARGIN;
    }

    /** That moment, or an earlier one at which none of the incidents lasted. */
    private static Instant notInside(Instant moment, Iterable<Incident> incidents) {
        Instant since = moment;
        boolean moved;
        do {
            moved = false;
            for (Incident each : incidents) {
                Instant reach = since;
                boolean inside = each.startsAt().isBefore(reach)
                        && each.endsAt().map(end -> !end.isBefore(reach)).orElse(true);
                if (inside) {
                    since = each.startsAt().minus(MARGIN);
                    moved = true;
                }
            }
        } while (moved);
        return since;
    }

    void add(List<RecordedResult> results) {
        for (RecordedResult each : results) {
            changed |= network.add(each);
        }
        judged += results.size();
    }

    /** Brings every link up to a moment; a clock that went back changes nothing. */
    List<LinkChange> advance(Instant now) {
        asOf = now.isAfter(asOf) ? now : asOf;
        changed |= !network.update(asOf).isEmpty();
        Map<LinkId, LinkStatus> before = statuses;
        statuses = network.statuses();
        List<LinkChange> changes = new ArrayList<>();
        statuses.forEach((link, status) -> {
            LinkStatus old = before.get(link);
            LinkState was = old == null ? LinkState.NO_DATA : old.state();
            if (was != status.state()) {
                changes.add(new LinkChange(link, was, status.state(), status.since()));
            }
        });
        return changes;
    }

    /** Compares the faults with the record and notes what is missing there. Durable when it returns. */
    List<IncidentChange> record() {
        tidy();
        boolean quiet = statuses.values().stream().allMatch(each -> each.state() == LinkState.UP);
        if (!changed && quiet) {
            return List.of();
        }
        Map<LinkId, LinkHistory> histories = network.histories();
        List<Fault> found = network.withPaths(faults.of(histories, network.agents(asOf), asOf, listeningSince));
        List<IncidentChange> changes = ReconcileRule.changes(
                found, List.copyOf(recorded.values()), since, asOf, incident -> isUnseen(incident, histories));
        if (!changes.isEmpty()) {
            log.append(changes, asOf);
            changes.forEach(this::remember);
        }
        changed = false;
        return changes;
    }

    /**
     * Results are judged before the store has them. After a restart what showed an incident may still be with the agents, which
     * bring it again; until something else is observed the record stands.
     */
    private static boolean isUnseen(Incident incident, Map<LinkId, LinkHistory> histories) {
        return switch (incident.kind()) {
            case LINK_DOWN, LINK_DEGRADED, SITE_BLIND ->
                incident.links().stream()
                        .allMatch(link -> histories.containsKey(link)
                                && histories.get(link).timeline().intervals().stream()
                                        .filter(each -> each.to().isAfter(incident.startsAt()))
                                        .allMatch(each -> each.state() == LinkState.NO_DATA));
            case AGENT_LOST, CERTIFICATE_ENDING, IDENTITY_DUPLICATED, CLOCK_WRONG -> false;
        };
    }

    private void remember(IncidentChange change) {
        if (change.kind() == LogEntry.Kind.WITHDRAWN) {
            recorded.remove(change.incident().id());
        } else {
            recorded.put(change.incident().id(), change.incident());
        }
    }

    /** Lets go of what is older than the horizon, save what belongs to an incident that is not. */
    private void tidy() {
        if (asOf.isBefore(tidiedAt.plus(TIDY_EVERY))) {
            return;
        }
        tidiedAt = asOf;
        Instant horizon = asOf.minus(Evaluator.HORIZON);
        since = notInside(horizon, recorded.values());
        recorded.values()
                .removeIf(each -> each.endsAt().map(end -> end.isBefore(since)).orElse(false));
        network.forgetBefore(horizon, since.minus(MARGIN));
        Instant exact = horizon.plus(StoredTimelines.LEAD);
        exactSince = exact.isAfter(exactSince) ? exact : exactSince;
    }

    Snapshot snapshot() {
        List<Incident> open = recorded.values().stream()
                .filter(Incident::open)
                .sorted(Comparator.comparing(Incident::startsAt).thenComparing(Incident::id))
                .toList();
        return new Snapshot(asOf, statuses, open, judged);
    }

    Timeline timeline(LinkId link, Instant from, Instant to, Instant at) {
        return network.timeline(link, from, to, at);
    }

    Instant exactSince() {
        return exactSince;
    }
}
