package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to one agent's batches, one after the other: store, ledger, evaluation, acknowledgement. The order is the
 * promise: whatever breaks, an acknowledged result is in the store and in the ledger. Not safe for two threads at once;
 * {@link AgentLane} sees to that.
 */
final class BatchIntake {
    /** A ledger in more pieces than this is no spool's doing; it would grow without bound. */
    static final int MAX_LEDGER_PIECES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(BatchIntake.class);

    private final AgentId agent;
    private final IngestSeams seams;
    private final IngestMetrics metrics;
    private final BacklogShares shares;
    private final LongSupplier nanos;
    private Optional<BootId> boot = Optional.empty();
    private DeliveryLedger ledger = DeliveryLedger.EMPTY;

    BatchIntake(AgentId agent, IngestSeams seams, IngestMetrics metrics, BacklogShares shares, LongSupplier nanos) {
        this.shares = shares;
        this.nanos = nanos;
        this.agent = agent;
        this.seams = seams;
        this.metrics = metrics;
    }

    /** Turns to the ledger of this boot. */
    void open(BootId current) {
        if (!boot.equals(Optional.of(current))) {
            ledger = seams.ledgers().load(agent, current);
            boot = Optional.of(current);
        }
    }

    /** @throws RuntimeException when store or ledger did not take it; nothing may be acknowledged then */
    Ack accept(Batch batch) {
        open(batch.boot());
        Instant now = seams.clock().instant();
        Sorted sorted = sort(batch, now);
        metrics.received(
                batch.results().size(), sorted.duplicates(), sorted.rejected().size());
        if (!sorted.fresh().isEmpty()) {
            seams.store().accept(sorted.fresh());
            metrics.stored(sorted.fresh().size());
        }
        save(after(batch, sorted), now);
        evaluate(sorted.fresh());
        seams.selfViews().accept(agent, batch.view(), now);
        int share = batch.backlog() ? shares.brought(agent, nanos.getAsLong()) : 0;
        return new Ack(batch.boot(), batch.firstNumber(), batch.lastNumber(), sorted.rejected(), share);
    }

    /** The agent says what number comes next; missing ones below it become holes. */
    void announced(BootId current, long nextNumber) {
        open(current);
        save(ledger.next(nextNumber), seams.clock().instant());
    }

    private Sorted sort(Batch batch, Instant now) {
        NumberRanges fresh = ledger.fresh(batch.firstNumber(), batch.lastNumber());
        List<RecordedResult> wanted = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (int i = 0; i < batch.results().size(); i++) {
            long number = batch.firstNumber() + i;
            ProbeResult result = batch.results().get(i);
            if (!fresh.contains(number)) {
                continue;
            }
            Optional<String> refusal = ArrivalWindow.refusal(result, now);
            if (refusal.isPresent()) {
                rejected.add(new Rejected(number, refusal.get()));
            } else {
                wanted.add(new RecordedResult(agent, new Sequence(batch.boot(), number), result));
            }
        }
        return new Sorted(wanted, rejected, batch.results().size() - wanted.size() - rejected.size());
    }

    private DeliveryLedger after(Batch batch, Sorted sorted) {
        NumberRanges refused = NumberRanges.NONE;
        for (Rejected each : sorted.rejected()) {
            refused = refused.plus(NumberRanges.of(each.number(), each.number()));
        }
        DeliveryLedger next = ledger.stored(
                        NumberRanges.of(batch.firstNumber(), batch.lastNumber()).minus(refused))
                .explained(refused, HoleCause.REJECTED);
        for (Gap gap : batch.gaps()) {
            next = next.explained(gap);
        }
        return next;
    }

    private void save(DeliveryLedger next, Instant now) {
        if (next.equals(ledger)) {
            return;
        }
        if (next.pieces() > MAX_LEDGER_PIECES) {
            throw new IllegalStateException("ledger of " + agent + ": expected at most " + MAX_LEDGER_PIECES
                    + " pieces. Found: " + next.pieces() + ". Give the agent a new spool");
        }
        boot.ifPresent(current -> seams.ledgers().save(agent, current, next, now));
        ledger = next;
    }

    private void evaluate(List<RecordedResult> results) {
        if (results.isEmpty()) {
            return;
        }
        try {
            seams.evaluation().accept(results);
        } catch (RuntimeException e) {
            // The results are safe and will be evaluated from the store; withholding the acknowledgement would only
            // bring them again as duplicates.
            metrics.evaluationFailed();
            LOG.error("{}: {} stored results were not evaluated", agent, results.size(), e);
        }
    }

    private record Sorted(List<RecordedResult> fresh, List<Rejected> rejected, int duplicates) {}
}
