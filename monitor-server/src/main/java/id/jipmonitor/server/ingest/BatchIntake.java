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
 * What happens to one agent's batches: judged at once, and beside it stored, accounted for and acknowledged, one after the other. The
 * order is the promise: whatever breaks, an acknowledged result is in the store and in the ledger; and however long the
 * store takes, alerts do not wait for it. {@link AgentLane} gives each of the two a thread: {@link #judge} is called by one,
 * everything else by the other.
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
    private volatile Account account = new Account(Optional.empty(), DeliveryLedger.EMPTY);
    /** Judged and, as far as is known, not stored yet; only touched where batches are judged. */
    private Account judged = new Account(Optional.empty(), DeliveryLedger.EMPTY);

    /** A boot and what came of it. */
    private record Account(Optional<BootId> boot, DeliveryLedger ledger) {
        boolean isOf(BootId other) {
            return boot.equals(Optional.of(other));
        }
    }

    BatchIntake(AgentId agent, IngestSeams seams, IngestMetrics metrics, BacklogShares shares, LongSupplier nanos) {
        this.shares = shares;
        this.nanos = nanos;
        this.agent = agent;
        this.seams = seams;
        this.metrics = metrics;
    }

    /** Whether the ledger of this boot is at hand. May be called from any thread. */
    boolean isOpen(BootId current) {
        return account.isOf(current);
    }

    /** Turns to the ledger of this boot. */
    void open(BootId current) {
        if (!isOpen(current)) {
            account = new Account(Optional.of(current), seams.ledgers().load(agent, current));
        }
    }

    /** Hands what was not judged before to the evaluation, stored or not: it comes again until it is. */
    void judge(Batch batch) {
        Account stored = account;
        NumberRanges numbers = NumberRanges.of(batch.firstNumber(), batch.lastNumber());
        NumberRanges known = judged.isOf(batch.boot()) ? judged.ledger().received() : NumberRanges.NONE;
        DeliveryLedger before = stored.isOf(batch.boot()) ? stored.ledger() : DeliveryLedger.EMPTY;
        Instant now = seams.clock().instant();
        evaluate(sort(batch, before.stored(known), now).fresh());
        seams.selfViews().accept(agent, batch.view(), now);
        NumberRanges ahead = known.plus(numbers).minus(before.received());
        // Judging twice changes nothing; it only costs time, which an account in pieces would cost too.
        NumberRanges kept = ahead.ranges().size() > MAX_LEDGER_PIECES ? NumberRanges.NONE : ahead;
        judged = new Account(Optional.of(batch.boot()), DeliveryLedger.EMPTY.stored(kept));
    }

    /**
     * Stores batches of one boot together.
     *
     * @throws RuntimeException when store or ledger did not take them; nothing may be acknowledged then
     */
    List<Ack> accept(List<Batch> batches) {
        BootId current = batches.getFirst().boot();
        open(current);
        Instant now = seams.clock().instant();
        DeliveryLedger next = account.ledger();
        List<RecordedResult> fresh = new ArrayList<>();
        List<Ack> acks = new ArrayList<>();
        for (Batch batch : batches) {
            Sorted sorted = sort(batch, next, now);
            metrics.received(
                    batch.results().size(),
                    sorted.duplicates(),
                    sorted.rejected().size());
            fresh.addAll(sorted.fresh());
            next = after(next, batch, sorted);
            int share = batch.backlog() ? shares.brought(agent, nanos.getAsLong()) : 0;
            acks.add(new Ack(current, batch.firstNumber(), batch.lastNumber(), sorted.rejected(), share));
        }
        if (!fresh.isEmpty()) {
            seams.store().accept(fresh);
            metrics.stored(fresh.size());
        }
        save(next, now);
        return acks;
    }

    /** The agent says what number comes next; missing ones below it become holes. */
    void announced(BootId current, long nextNumber) {
        open(current);
        save(account.ledger().next(nextNumber), seams.clock().instant());
    }

    private Sorted sort(Batch batch, DeliveryLedger ledger, Instant now) {
        NumberRanges fresh = ledger.fresh(batch.firstNumber(), batch.lastNumber());
        List<RecordedResult> wanted = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (int i = 0; i < batch.results().size(); i++) {
            long number = batch.firstNumber() + i;
            ProbeResult result = batch.results().get(i);
            if (!fresh.contains(number)) {
                continue;
            }
            Optional<String> refusal =
                    ArrivalWindow.refusal(result, now).or(() -> seams.agents().refusal(agent, result.probe()));
            if (refusal.isPresent()) {
                rejected.add(new Rejected(number, refusal.get()));
            } else {
                wanted.add(new RecordedResult(agent, new Sequence(batch.boot(), number), result));
            }
        }
        return new Sorted(wanted, rejected, batch.results().size() - wanted.size() - rejected.size());
    }

    private static DeliveryLedger after(DeliveryLedger ledger, Batch batch, Sorted sorted) {
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
        Account current = account;
        if (next.equals(current.ledger())) {
            return;
        }
        if (next.pieces() > MAX_LEDGER_PIECES) {
            throw new IllegalStateException("ledger of " + agent + ": expected at most " + MAX_LEDGER_PIECES
                    + " pieces. Found: " + next.pieces() + ". Give the agent a new spool");
        }
        current.boot().ifPresent(boot -> seams.ledgers().save(agent, boot, next, now));
        account = new Account(current.boot(), next);
    }

    private void evaluate(List<RecordedResult> results) {
        if (results.isEmpty()) {
            return;
        }
        try {
            seams.evaluation().accept(results);
        } catch (RuntimeException e) {
            // They will be evaluated from the store at the next start; withholding the acknowledgement would only bring
            // them again as duplicates.
            metrics.evaluationFailed();
            LOG.error("{}: {} results were not evaluated", agent, results.size(), e);
        }
    }

    private record Sorted(List<RecordedResult> fresh, List<Rejected> rejected, int duplicates) {}
}
