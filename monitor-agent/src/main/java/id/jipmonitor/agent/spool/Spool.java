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
import id.jipmonitor.protocol.wire.Message.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
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
import java.util.stream.LongStream;
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
    /** When the disk is full, one part in so many gives way at a time. */
    private static final int ROOM_PARTS = 16;

    /** A stored batch of so many bytes grows no more: about a page of the file. */
    private static final int FULL_BYTES = 3_000;

    private static final Duration GROWING_AGE = Duration.ofSeconds(10);

    private final AgentId agent;
    private final InstantSource clock;
    private final SpoolLock lock;
    private final SpoolDatabase database;
    private final LostResults lostResults;
    private final DeadLetters deadLetters;
    private final DiskReserve reserve;
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
        Connection file = new SpoolFile(directory).open(agent, newBoot, clock.instant());
        this.database = new SpoolDatabase(file);
        this.lostResults = new LostResults(file);
        this.deadLetters = new DeadLetters(directory);
        this.reserve = new DiskReserve(directory);
        var _ = database.mayGrow(reserve.keep(clock.instant()));
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
                    return Optional.of(new StoredBatch(
                            StoredBatch.part(batch.get(), asked), row.get().spooledAt()));
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
            remove(ack, database::inTransactionThatPowerLossMayUndo, told, List.of());
            return boot;
        });
    }

    /** Forgets results that no server will read: they go to the dead letters, and a gap explains their numbers. */
    public void giveUp(long first, long last, String reason) {
        List<Rejected> all = LongStream.rangeClosed(first, last)
                .mapToObj(number -> new Rejected(number, reason))
                .toList();
        onThread(() -> {
            Gap gap = new Gap(first, last, GapCause.CORRUPTED);
            remove(new Ack(boot, first, last, all), database::inTransaction, List.of(), List.of(gap));
            return boot;
        });
    }

    private void remove(Ack ack, Transaction how, List<Gap> told, List<Gap> untold) throws SQLException, IOException {
        bury(ack);
        NumberRange numbers = new NumberRange(ack.first(), ack.last());
        transact(how, () -> {
            for (SpoolDatabase.Row row : database.touching(numbers)) {
                cut(row, numbers);
            }
            for (Gap gap : told) {
                database.forget(gap);
            }
            for (Gap gap : untold) {
                database.addGap(gap);
            }
            database.count("rejected", ack.rejected().size());
        });
        refresh();
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
            long first = stored(group);
            refresh();
            for (int i = 0; i < group.size(); i++) {
                group.get(i).number().complete(first + i);
            }
            retain();
            var _ = database.mayGrow(reserve.keep(clock.instant()));
        } catch (SQLException | RuntimeException refused) {
            // Whatever goes wrong here must reach those who wait, or their rounds never end.
            LOG.error("spool could not store {} results: {}", group.size(), refused.toString());
            SpoolException told = new SpoolException("spool: the disk refused " + group.size() + " results", refused);
            group.forEach(each -> each.number().completeExceptionally(told));
        }
        listeners.forEach(Runnable::run);
    }

    /** Commits the group, on a full disk at the cost of the oldest results; the number of its first. */
    private long stored(List<Waiting> group) throws SQLException {
        for (int attempt = 0; ; attempt++) {
            try {
                return committed(group);
            } catch (SQLException refused) {
                if (!SpoolFile.isFull(refused) || attempt == ROOM_PARTS) {
                    throw refused;
                }
                makeRoom();
            }
        }
    }

    private void makeRoom() throws SQLException {
        reserve.giveUp();
        if (database.mayGrow(false)) {
            LOG.error("disk: expected room for the spool. Found: none. The oldest results give way; free some space");
        }
        long enough = weight.bytes() - weight.bytes() / ROOM_PARTS;
        drop(new RetentionRule(enough, Duration.ofDays(36_500))
                .drops(database.head(RETENTION_STEP), weight.bytes(), clock.instant()));
        database.shortenLog();
    }

    private long committed(List<Waiting> group) throws SQLException {
        long first = database.nextNumber();
        Optional<StoredBatch> grown = growing(first);
        List<SpoolDatabase.Row> rows = rows(grown, group, first);
        transact(database::inTransaction, () -> {
            if (grown.isPresent()) {
                var _ = take(SpoolDatabase.Row.numbers(grown.get().batch()));
            }
            for (SpoolDatabase.Row row : rows) {
                database.insert(row);
                addWeight(row, 1);
            }
            database.setNextNumber(first + group.size());
        });
        return first;
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

    private List<SpoolDatabase.Row> take(NumberRange numbers) throws SQLException {
        List<SpoolDatabase.Row> taken = database.touching(numbers);
        for (SpoolDatabase.Row row : taken) {
            database.delete(row.numbers());
            addWeight(row, -1);
        }
        return taken;
    }

    private List<SpoolDatabase.Row> rows(Optional<StoredBatch> grown, List<Waiting> group, long first) {
        List<Waiting> all = grown.map(StoredBatch::batch).map(Waiting::again).orElseGet(ArrayList::new);
        long next = first - all.size();
        all.addAll(group);
        return Waiting.rows(
                all, agent, boot, next, grown.map(StoredBatch::spooledAt).orElseGet(clock::instant));
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
                for (SpoolDatabase.Row row : take(numbers)) {
                    Optional<Batch> gone = decoded(row);
                    if (gone.isPresent()) {
                        lostResults.add(gone.get());
                    }
                }
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
        NavigableMap<Long, String> reasons = new TreeMap<>();
        ack.rejected().forEach(each -> reasons.put(each.number(), each.reason()));
        if (!reasons.isEmpty()) {
            for (SpoolDatabase.Row row : database.touching(new NumberRange(ack.first(), ack.last()))) {
                NumberRange own = row.numbers();
                deadLetters.bury(
                        clock.instant(), boot, row, decoded(row), reasons.subMap(own.first(), true, own.last(), true));
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
                SpoolDatabase.Row remaining =
                        SpoolDatabase.Row.of(StoredBatch.part(batch.get(), numbers), row.spooledAt());
                database.insert(remaining);
                addWeight(remaining, 1);
            } else {
                database.addGap(new Gap(numbers.first(), numbers.last(), GapCause.CORRUPTED));
                database.count(GapCause.CORRUPTED.name(), numbers.size());
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
            lostResults.read();
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
                database.total("rejected"),
                lostResults.totals());
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
