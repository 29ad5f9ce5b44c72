package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.wire.BatchBytes;
import id.jipmonitor.protocol.wire.MalformedMessageException;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps results on disk until the server has them.
 *
 * <p>Promise: a result whose future completed with a number is there after kill -9, under that number, exactly once; the
 * numbers of a boot are contiguous from 1; it leaves only by {@link #release}, or by a gap that names the cause. Not
 * promised: a result whose future has not completed, and a disk that lies about fsync.
 *
 * <p>Results are committed in groups, at most {@value #GROUP_MILLIS} ms after they came; one thread owns the file.
 */
public final class Spool implements AutoCloseable {
    /** Longest wait of a result for companions. */
    static final int GROUP_MILLIS = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int MAX_WAITING = 100_000;
    private static final int RETENTION_STEP = 256;
    /** A stored batch of so many bytes grows no more: about a page of the file. */
    private static final int FULL_BYTES = 3_000;

    private static final Duration GROWING_AGE = Duration.ofSeconds(10);

    private final AgentId agent;
    private final InstantSource clock;
    private final SpoolLock lock;
    private final SpoolDatabase database;
    private final DeadLetters deadLetters;
    private final RetentionRule retention;
    private final BootId boot;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("spool").daemon().factory());
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean commitDue = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile SpoolStatus status;

    /** What waits, kept beside the table so that no commit has to add it up. */
    private SpoolDatabase.Weight weight;

    private Spool(Path directory, SpoolSettings settings, AgentId agent, InstantSource clock, SpoolLock lock)
            throws SQLException, IOException {
        this.agent = agent;
        this.clock = clock;
        this.lock = lock;
        BootId newBoot = new BootId(new SecureRandom().nextLong());
        this.database = new SpoolDatabase(new SpoolFile(directory).open(agent, newBoot, clock.instant()));
        this.deadLetters = new DeadLetters(directory);
        this.retention = new RetentionRule(settings.maxSize().bytes(), settings.maxAge());
        this.boot = database.boot();
        this.weight = database.weight();
        this.status = currentStatus();
    }

    /**
     * Opens the spool in a directory, or makes one. A damaged file is set aside, reported, and a new boot begins.
     *
     * @throws SpoolException when another process has it, it belongs to another agent, or the disk refuses
     */
    public static Spool open(Path directory, SpoolSettings settings, AgentId agent, InstantSource clock) {
        try {
            Files.createDirectories(directory);
            SpoolLock lock = SpoolLock.take(directory);
            try {
                return new Spool(directory, settings, agent, clock, lock);
            } catch (SQLException | IOException | SpoolException unusable) {
                lock.close();
                throw unusable;
            }
        } catch (SQLException | IOException unusable) {
            throw new SpoolException(
                    "data-directory: expected a directory that the agent can write. Found: " + directory + ", "
                            + unusable,
                    unusable);
        }
    }

    public BootId boot() {
        return boot;
    }

    public SpoolStatus status() {
        return status;
    }

    /** Has something run after each commit; it must return at once. */
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Takes a result.
     *
     * @param view what the agent knew of itself when it judged the result; it travels with the batch
     * @return completes with the sequence number when the result is durable, or with a {@link SpoolException} when the
     *     disk refused it; then the result has no number and leaves no hole
     */
    public CompletableFuture<Long> append(ProbeResult result, SelfView view) {
        CompletableFuture<Long> number = new CompletableFuture<>();
        int count = waitingCount.incrementAndGet();
        if (count > MAX_WAITING) {
            waitingCount.decrementAndGet();
            number.completeExceptionally(new SpoolException(
                    "spool: the disk is slower than the probes; " + count + " results wait. This result is lost"));
            return number;
        }
        waiting.add(new Waiting(result, view, number));
        try {
            if (commitDue.compareAndSet(false, true)) {
                var _ = thread.schedule(this::commitWaiting, GROUP_MILLIS, TimeUnit.MILLISECONDS);
            } else if (count == Batch.MAX_RESULTS) {
                thread.execute(this::commitWaiting);
            }
        } catch (RejectedExecutionException closed) {
            number.completeExceptionally(new SpoolException("spool: closed", closed));
        }
        return number;
    }

    /**
     * What is stored from a number on: the rest of the batch that holds it, or the next one after it; damaged ones become gaps
     * on the way.
     */
    public Optional<StoredBatch> firstFrom(long number) {
        return onThread(() -> {
            Optional<SpoolDatabase.Row> row = database.firstFrom(number);
            while (row.isPresent()) {
                Optional<Batch> batch = decoded(row.get());
                if (batch.isPresent()) {
                    NumberRange stored = row.get().numbers();
                    NumberRange asked = new NumberRange(Math.max(number, stored.first()), stored.last());
                    return Optional.of(
                            new StoredBatch(part(batch.get(), asked), row.get().spooledAt()));
                }
                dropDamaged(row.get());
                row = database.firstFrom(number);
            }
            return Optional.empty();
        });
    }

    /** The number from which results were spooled at the instant or later; the next number when there are none. */
    public long firstSpooledSince(Instant since) {
        return onThread(() -> database.firstSpooledSince(since).orElse(database.nextNumber()));
    }

    /** Numbers that will never come and that the server has not yet been told of, oldest first. */
    public List<Gap> gaps(int limit) {
        return onThread(() -> database.gaps(limit));
    }

    /**
     * Forgets what the server has; a part of a batch leaves the rest stored. Rejected results go to the dead-letter file.
     * An acknowledgement of another boot changes nothing.
     *
     * @param told gaps that travelled with what is acknowledged
     */
    public void release(Ack ack, List<Gap> told) {
        if (!ack.boot().equals(boot)) {
            LOG.warn("acknowledgement of boot {} ignored; this spool is boot {}", ack.boot(), boot);
            return;
        }
        onThread(() -> {
            bury(ack);
            NumberRange acked = new NumberRange(ack.first(), ack.last());
            transact(database::inTransactionThatPowerLossMayUndo, () -> {
                for (SpoolDatabase.Row row : database.touching(acked)) {
                    cut(row, acked);
                }
                for (Gap gap : told) {
                    forget(gap);
                }
                database.count("rejected", ack.rejected().size());
            });
            refresh();
            return acked;
        });
    }

    /** Commits what waits and closes the file. */
    @Override
    public void close() {
        try {
            onThread(() -> {
                commitWaiting();
                database.close();
                return boot;
            });
            lock.close();
        } catch (IOException unclosed) {
            LOG.warn("spool lock did not close: {}", unclosed.toString());
        } finally {
            thread.shutdown();
        }
    }

    private void commitWaiting() {
        commitDue.set(false);
        List<Waiting> group = new ArrayList<>();
        for (Waiting each = waiting.poll(); each != null; each = waiting.poll()) {
            group.add(each);
        }
        waitingCount.addAndGet(-group.size());
        if (group.isEmpty()) {
            return;
        }
        try {
            long first = database.nextNumber();
            Optional<StoredBatch> grown = growing(first);
            List<SpoolDatabase.Row> rows = rows(grown, group, first);
            transact(database::inTransaction, () -> {
                if (grown.isPresent()) {
                    take(numbers(grown.get().batch()));
                }
                for (SpoolDatabase.Row row : rows) {
                    database.insert(row);
                    addWeight(row, 1);
                }
                database.setNextNumber(first + group.size());
            });
            refresh();
            for (int i = 0; i < group.size(); i++) {
                group.get(i).number().complete(first + i);
            }
            retain();
        } catch (SQLException | RuntimeException refused) {
            // Whatever goes wrong here must reach those who wait, or their rounds never end.
            LOG.error("spool could not store {} results: {}", group.size(), refused.toString());
            SpoolException told = new SpoolException("spool: the disk refused " + group.size() + " results", refused);
            group.forEach(each -> each.number().completeExceptionally(told));
        }
        listeners.forEach(Runnable::run);
    }

    /**
     * The newest stored batch while it is small and young: what comes next is stored with it. A server that does not answer
     * would otherwise fill the disk with batches of one or two results, whose frame is larger than they are.
     */
    private Optional<StoredBatch> growing(long next) throws SQLException {
        return database.newest()
                .filter(row -> row.numbers().last() == next - 1)
                .filter(row -> row.payload().length < FULL_BYTES)
                .filter(row -> row.spooledAt().plus(GROWING_AGE).isAfter(clock.instant()))
                .flatMap(row -> decoded(row).map(batch -> new StoredBatch(batch, row.spooledAt())));
    }

    private void take(NumberRange numbers) throws SQLException {
        for (SpoolDatabase.Row row : database.touching(numbers)) {
            database.delete(row.numbers());
            addWeight(row, -1);
        }
    }

    private List<SpoolDatabase.Row> rows(Optional<StoredBatch> grown, List<Waiting> group, long first) {
        List<Waiting> all = grown.map(StoredBatch::batch).map(Waiting::again).orElseGet(ArrayList::new);
        long next = first - all.size();
        all.addAll(group);
        Instant spooledAt = grown.map(StoredBatch::spooledAt).orElseGet(clock::instant);
        List<SpoolDatabase.Row> rows = new ArrayList<>();
        for (List<Waiting> part : Waiting.batches(all)) {
            List<ProbeResult> results = part.stream().map(Waiting::result).toList();
            SelfView view = part.getLast().view();
            rows.add(row(new Batch(agent, boot, next, results, view, List.of(), spooledAt, false), spooledAt));
            next += part.size();
        }
        return rows;
    }

    private SpoolDatabase.Row row(Batch batch, Instant spooledAt) {
        return new SpoolDatabase.Row(numbers(batch), spooledAt, BatchBytes.write(batch), true);
    }

    private void retain() throws SQLException {
        List<Gap> drops;
        do {
            drops = retention.drops(database.head(RETENTION_STEP), weight.bytes(), clock.instant());
            drop(drops);
        } while (drops.size() == RETENTION_STEP);
    }

    private void drop(List<Gap> drops) throws SQLException {
        if (drops.isEmpty()) {
            return;
        }
        transact(database::inTransaction, () -> {
            for (Gap gap : drops) {
                NumberRange numbers = new NumberRange(gap.first(), gap.last());
                take(numbers);
                database.addGap(gap);
                database.count(gap.cause().name(), numbers.size());
            }
        });
        LOG.warn(
                "spool dropped results {} to {}: {}",
                drops.getFirst().first(),
                drops.getLast().last(),
                drops.getFirst().cause());
        refresh();
    }

    private void dropDamaged(SpoolDatabase.Row row) throws SQLException {
        drop(List.of(new Gap(row.numbers().first(), row.numbers().last(), GapCause.CORRUPTED)));
    }

    private Optional<Batch> decoded(SpoolDatabase.Row row) {
        if (!row.intact()) {
            return Optional.empty();
        }
        try {
            return Optional.of(BatchBytes.read(row.payload()));
        } catch (MalformedMessageException unreadable) {
            LOG.error("spooled batch {} cannot be read: {}", row.numbers(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    private void bury(Ack ack) throws SQLException, IOException {
        if (ack.rejected().isEmpty()) {
            return;
        }
        for (SpoolDatabase.Row row : database.touching(new NumberRange(ack.first(), ack.last()))) {
            Optional<Batch> batch = decoded(row);
            for (var rejected : ack.rejected()) {
                NumberRange alone = new NumberRange(rejected.number(), rejected.number());
                if (!alone.common(row.numbers()).isEmpty()) {
                    byte[] bytes = batch.map(whole -> BatchBytes.write(part(whole, alone)))
                            .orElse(row.payload());
                    deadLetters.write(clock.instant(), boot, rejected.number(), rejected.reason(), bytes);
                }
            }
        }
    }

    private void cut(SpoolDatabase.Row row, NumberRange acked) throws SQLException {
        database.delete(row.numbers());
        addWeight(row, -1);
        List<NumberRange> rest = row.numbers().without(acked);
        if (rest.isEmpty()) {
            return;
        }
        Optional<Batch> batch = decoded(row);
        for (NumberRange numbers : rest) {
            if (batch.isPresent()) {
                SpoolDatabase.Row remaining = row(part(batch.get(), numbers), row.spooledAt());
                database.insert(remaining);
                addWeight(remaining, 1);
            } else {
                database.addGap(new Gap(numbers.first(), numbers.last(), GapCause.CORRUPTED));
                database.count(GapCause.CORRUPTED.name(), numbers.size());
            }
        }
    }

    private static NumberRange numbers(Batch batch) {
        return new NumberRange(batch.firstNumber(), batch.lastNumber());
    }

    private static Batch part(Batch batch, NumberRange numbers) {
        int from = Math.toIntExact(numbers.first() - batch.firstNumber());
        int to = Math.toIntExact(numbers.last() - batch.firstNumber() + 1);
        return new Batch(
                batch.agent(),
                batch.boot(),
                numbers.first(),
                batch.results().subList(from, to),
                batch.view(),
                batch.gaps(),
                batch.sentAt(),
                batch.backlog());
    }

    private void forget(Gap told) throws SQLException {
        NumberRange numbers = new NumberRange(told.first(), told.last());
        for (Gap kept : database.gaps(Integer.MAX_VALUE)) {
            NumberRange keptNumbers = new NumberRange(kept.first(), kept.last());
            if (kept.cause() == told.cause() && !keptNumbers.common(numbers).isEmpty()) {
                database.deleteGap(kept);
                for (NumberRange rest : keptNumbers.without(numbers)) {
                    database.addGap(new Gap(rest.first(), rest.last(), kept.cause()));
                }
            }
        }
    }

    /** How statements are kept together. */
    private interface Transaction {
        void run(SpoolDatabase.Work work) throws SQLException;
    }

    private void transact(Transaction transaction, SpoolDatabase.Work work) throws SQLException {
        try {
            transaction.run(work);
        } catch (SQLException | RuntimeException undone) {
            weight = database.weight();
            throw undone;
        }
    }

    private void addWeight(SpoolDatabase.Row row, int sign) {
        SpoolDatabase.Weight more = SpoolDatabase.weight(row);
        weight = new SpoolDatabase.Weight(
                weight.results() + sign * more.results(), weight.bytes() + sign * more.bytes());
    }

    private void refresh() throws SQLException {
        status = currentStatus();
    }

    private SpoolStatus currentStatus() throws SQLException {
        return new SpoolStatus(
                database.nextNumber(),
                weight.results(),
                weight.bytes(),
                database.head(1).stream().map(RetentionRule.Row::spooledAt).findFirst(),
                database.total(GapCause.OVERFLOW.name()),
                database.total(GapCause.EXPIRED.name()),
                database.total(GapCause.CORRUPTED.name()),
                database.total("rejected"));
    }

    private <T> T onThread(Callable<T> work) {
        try {
            return thread.submit(work).get(1, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            throw new SpoolException("spool: " + failed.getCause(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SpoolException("spool: interrupted", stopped);
        } catch (TimeoutException | RejectedExecutionException stuck) {
            throw new SpoolException("spool: the disk did not answer within a minute, or the spool is closed", stuck);
        }
    }
}
