package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around timelines and faults: takes results as they come, live and late, and keeps the record of incidents
 * what the evidence makes it. Safe for many threads; all work is done by one of its own, in the order it was handed in.
 *
 * <p>Promise: what it says depends on the results and the moment of asking alone, not on when, in which order or how often
 * they came. It judges what the store has not taken yet, and reads the store at its start; what is then still with the agents
 * comes again, so a crash loses nothing and tells nothing twice.
 */
public final class Evaluator implements AutoCloseable {
    /** How old a result may be and still change what is judged live: three days of backlog and one to spare. */
    public static final Duration HORIZON = Duration.ofDays(4);

    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

    private final StoredTimelines stored;
    private final Judgement judgement;
    private final SerialQueue queue = new SerialQueue("evaluator");
    /** The newest moment to judge up to, while that waits its turn. */
    private final AtomicReference<Optional<Instant>> requested = new AtomicReference<>(Optional.empty());

    private final List<Consumer<IncidentChange>> incidentListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<LinkChange>> linkListeners = new CopyOnWriteArrayList<>();
    private volatile Snapshot snapshot;

    private Evaluator(StoredTimelines stored, Judgement judgement, Instant now) {
        this.stored = stored;
        this.judgement = judgement;
        this.snapshot = new Snapshot(now, Map.of(), List.of(), 0);
    }

    /** Reads what is stored and begins. Nothing is judged before the first {@link #advance}. Blocking. */
    public static Evaluator start(
            Inventory inventory, Map<Condition, Rule> rules, ResultReader results, IncidentLog log, Instant now) {
        Judgement judgement = Judgement.rebuilt(inventory, rules, results, log, now);
        return new Evaluator(new StoredTimelines(inventory, results), judgement, now);
    }

    /**
     * Takes results, stored or not. Returns at once unless the evaluation is far behind; then it waits, so that
     * senders slow down and nothing is dropped.
     */
    public void accept(List<RecordedResult> results) {
        List<RecordedResult> batch = List.copyOf(results);
        queue.run(() -> judgement.add(batch));
    }

    /** Judges everything up to a moment; called every second or so. Silence shows by this alone. */
    public void advance(Instant now) {
        if (requested.getAndSet(Optional.of(now)).isEmpty()) {
            queue.run(() -> requested.getAndSet(Optional.empty()).ifPresent(this::tick));
        }
    }

    private void tick(Instant now) {
        try {
            List<LinkChange> links = judgement.advance(now);
            List<IncidentChange> incidents = judgement.record();
            snapshot = judgement.snapshot();
            links.forEach(change -> linkListeners.forEach(each -> each.accept(change)));
            incidents.forEach(change -> incidentListeners.forEach(each -> each.accept(change)));
        } catch (RuntimeException e) {
            // The record's database or a listener failed; the next tick compares again and notes what is missing.
            LOG.error("evaluation at {} failed, the next one repeats it", now, e);
        }
    }

    /** How everything stands as of the last {@link #advance}. Cheap. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** The states of a link over [from, to); lately ones from memory, older ones from the store. Blocking. */
    public Timeline timeline(LinkId link, Instant from, Instant to) {
        Instant last = snapshot.at();
        Instant asOf = to.isAfter(last) ? to : last;
        return from.isBefore(judgement.exactSince())
                ? stored.timeline(link, from, to, asOf)
                : ask(() -> judgement.timeline(link, from, to, asOf));
    }

    /** Waits until everything that was handed in before is judged. */
    public void settle() {
        ask(() -> true);
    }

    /** Has a listener told of each change to the record, in order, on the evaluation's own thread; it returns soon. */
    public void onIncident(Consumer<IncidentChange> listener) {
        incidentListeners.add(listener);
    }

    /** Has a listener told when a link is in another state than at the last {@link #advance}; it returns soon. */
    public void onLink(Consumer<LinkChange> listener) {
        linkListeners.add(listener);
    }

    private <T> T ask(Callable<T> question) {
        return queue.ask(question);
    }

    /** Finishes what was handed in. */
    @Override
    public void close() {
        queue.close();
    }
}
