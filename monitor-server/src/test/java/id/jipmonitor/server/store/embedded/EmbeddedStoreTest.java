package id.jipmonitor.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.store.MeasureBucket;
import id.jipmonitor.server.store.MeasureQuery;
import id.jipmonitor.server.store.MemoryResultStore;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.ResultStoreContract;
import id.jipmonitor.server.store.Retention;
import id.jipmonitor.server.store.Space;
import id.jipmonitor.server.store.StoreAnswers;
import id.jipmonitor.server.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/** The default store: the contract, and what only it promises. */
class EmbeddedStoreTest extends ResultStoreContract {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final AtomicLong free = new AtomicLong(EmbeddedStore.LEAST_FREE_BYTES);

    @Override
    protected ResultStore open() {
        return EmbeddedStore.open(directory, Retention.DEFAULT, now::get, free::get);
    }

    @Override
    protected void settle() {
        now.updateAndGet(each -> each.plusSeconds(61));
        while (store.tend()) {
            // each turn does some more
        }
    }

    @Test
    void secondWriter_isRefused_andToldWhoHoldsTheStore() {
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessage("embedded store " + directory + ": expected no other process to use it. Found: process "
                        + ProcessHandle.current().pid()
                        + " holds its lock. Stop that process or set another directory");
    }

    @Test
    void fullDisk_refusesTheBatch_andTakesItWhenThereIsSpace() {
        List<RecordedResult> history = new RandomResults(20, "agent-1").history("p", START, HOUR, 10);
        free.set(EmbeddedStore.LEAST_FREE_BYTES - 1);
        assertThatThrownBy(() -> store.append(history))
                .isInstanceOf(StoreException.class)
                .hasMessage("embedded store " + directory
                        + ": expected at least 128 MiB free. Found: 127 MiB. Free some space or shorten the retention");
        assertThatThrownBy(() -> store.check()).isInstanceOf(StoreException.class);
        assertThat(all("agent-1", "p")).isEmpty();
        free.set(EmbeddedStore.LEAST_FREE_BYTES);
        store.append(history);
        assertThat(all("agent-1", "p")).isEqualTo(normal(history));
    }

    @Test
    void measures_keepTheirOrder() {
        List<RecordedResult> history = new RandomResults(21, "agent-1").history("p", START, HOUR, 10);
        store.append(history);
        List<RecordedResult> found = new ArrayList<>();
        store.scan(series("agent-1", "p"), Instant.EPOCH, NOW, found::add);
        assertThat(found).isEqualTo(history);
    }

    @Test
    void daysOlderThanTheRetention_goWhenANewDayComes() {
        RandomResults random = new RandomResults(22, "agent-1");
        RecordedResult old = random.next("gone", NOW.minus(90, ChronoUnit.DAYS), HOUR);
        RecordedResult kept = random.next("p", NOW.minus(89, ChronoUnit.DAYS), HOUR);
        store.append(List.of(old, kept));
        assertThat(everything("gone")).hasSize(1);
        now.set(NOW.plus(1, ChronoUnit.DAYS));
        store.append(List.of(random.next("p", NOW.plus(1, ChronoUnit.DAYS), HOUR)));
        settle();
        assertThat(everything("gone")).isEmpty();
        assertThat(everything("p")).hasSize(2).contains(kept);
        assertThat(store.series()).containsExactly(series("agent-1", "p"));
        store.close();
        store = open();
        assertThat(store.series()).containsExactly(series("agent-1", "p"));
    }

    @Test
    void resultOlderThanTheRetention_isNotKept_andTheRestOfItsBatchIs() {
        RandomResults random = new RandomResults(23, "agent-1");
        RecordedResult today = random.next("p", NOW, HOUR);
        store.append(List.of(random.next("p", NOW.minus(91, ChronoUnit.DAYS), HOUR), today));
        assertThat(everything("p")).containsExactly(today);
    }

    @Test
    void clockThatJumpsAhead_dropsNothing() {
        RandomResults random = new RandomResults(24, "agent-1");
        store.append(List.of(random.next("p", NOW, HOUR)));
        now.set(NOW.plus(2_000, ChronoUnit.DAYS));
        store.append(List.of(random.next("p", NOW.plus(1, ChronoUnit.DAYS), HOUR)));
        settle();
        store.close();
        store = open();
        assertThat(everything("p")).hasSize(2);
    }

    @Test
    void resultFromTheFuture_isRefusedWithItsName() {
        RecordedResult future = new RandomResults(25, "agent-1").next("p", NOW.plus(3, ChronoUnit.DAYS), HOUR);
        assertThatThrownBy(() -> store.append(List.of(future)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("expected results of today at the latest. Found: agent-1/p at 2026-03-13T12:00");
        assertThat(store.series()).isEmpty();
    }

    @Test
    void dayDroppedWhileItIsRead_isReadToItsEnd() throws InterruptedException {
        RandomResults random = new RandomResults(26, "agent-1");
        List<RecordedResult> old = random.history("p", NOW.minus(90, ChronoUnit.DAYS), Duration.ofMinutes(1), 100);
        store.append(old);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch dropped = new CountDownLatch(1);
        List<RecordedResult> seen = new ArrayList<>();
        Thread reader = Thread.ofVirtual()
                .start(() -> store.scan(series("agent-1", "p"), Instant.EPOCH, NOW, each -> {
                    reading.countDown();
                    await(dropped);
                    seen.add(each);
                }));
        await(reading);
        now.set(NOW.plus(1, ChronoUnit.DAYS));
        store.append(List.of(random.next("other", NOW.plus(1, ChronoUnit.DAYS), HOUR)));
        settle();
        dropped.countDown();
        reader.join();
        assertThat(seen).isEqualTo(old);
        assertThat(everything("p")).isEmpty();
    }

    @Test
    void closedStore_refusesEverything() {
        store.close();
        List<RecordedResult> one = List.of(new RandomResults(27, "agent-1").next("p", NOW, HOUR));
        assertThatThrownBy(() -> store.append(one))
                .isInstanceOf(StoreException.class)
                .hasMessage("embedded store: expected to be open to append 1 results. Found: closed");
        store = open();
    }

    @Test
    void readerBesideTheWriter_seesWhatWasAppendedBefore() {
        RandomResults random = new RandomResults(28, "agent-1");
        List<RecordedResult> first = random.history("p", START, Duration.ofMinutes(1), 300);
        List<RecordedResult> second = random.history("q", START, Duration.ofMinutes(1), 10);
        store.append(first);
        try (EmbeddedReader reader = EmbeddedReader.openBeside(directory)) {
            store.append(second);
            List<RecordedResult> found = new ArrayList<>();
            reader.scan(series("agent-1", "p"), Instant.EPOCH, NOW.plus(1, ChronoUnit.DAYS), found::add);
            assertThat(found).isEqualTo(first);
            assertThat(reader.series()).containsExactly(series("agent-1", "p"));
        }
        store.append(random.history("p", START, HOUR, 10));
    }

    @Test
    void readerOfADirectoryWithoutAStore_isToldSo_andMakesNothing() {
        Path nothing = directory.resolve("nothing");
        assertThatThrownBy(() -> EmbeddedReader.openBeside(nothing))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("expected results of a server that ran with this directory. Found: none");
        assertThat(nothing).doesNotExist();
    }

    @Test
    void rollups_outliveTheResults_andGoWithTheirOwnRetention() {
        List<RecordedResult> history = new RandomResults(29, "agent-1").history("p", START, Duration.ofMinutes(1), 60);
        store.append(history);
        Query query = new Query(series("agent-1", "p"), START, START.plus(1, ChronoUnit.HOURS), HOUR);
        MeasureQuery measure = new MeasureQuery(query, Metric.RTT_MAX_SECONDS, "");
        settle();
        List<Bucket> before = store.query(query);
        List<MeasureBucket> measuresBefore = store.query(measure);
        assertThat(before).hasSize(1);
        assertThat(measuresBefore).hasSize(1);

        aDayBegins(NOW.plus(91, ChronoUnit.DAYS));
        assertThat(all("agent-1", "p")).isEmpty();
        assertThat(store.query(query)).isEqualTo(before);
        assertThat(store.query(measure)).isEqualTo(measuresBefore);
        assertThat(store.query(new Query(query.series(), START, query.to(), Duration.ofMinutes(1))))
                .isNotEmpty();

        aDayBegins(NOW.plus(432, ChronoUnit.DAYS));
        assertThat(store.query(query)).isEqualTo(before);
        assertThat(store.query(new Query(query.series(), START, query.to(), Duration.ofMinutes(1))))
                .isEmpty();

        aDayBegins(NOW.plus(2_200, ChronoUnit.DAYS));
        assertThat(store.query(query)).isEmpty();
    }

    @Test
    void dayThatIsNotFolded_isKeptBeyondTheRetention() {
        RandomResults random = new RandomResults(30, "agent-1");
        store.append(random.history("p", START, Duration.ofMinutes(1), 60));
        settle();
        RecordedResult late = random.next("p", START.plusSeconds(7_200), HOUR);
        store.append(List.of(late));
        now.set(NOW.plus(100, ChronoUnit.DAYS));
        store.append(List.of(random.next("p", NOW.plus(100, ChronoUnit.DAYS), HOUR)));
        free.set(0); // so that nothing is folded, and what is too old goes
        settle();
        assertThat(all("agent-1", "p")).contains(normal(List.of(late)).getFirst());
    }

    @Test
    void resultsOfAVersionWithoutRollups_areFoldedByAndBy() throws RocksDBException {
        List<RecordedResult> history = new RandomResults(31, "agent-1").history("p", DAYS_AGO, HOUR, 60);
        store.append(history);
        store.close();
        withoutMarks();
        store = open();
        MemoryResultStore model = new MemoryResultStore();
        model.append(history);
        Query query = new Query(series("agent-1", "p"), DAYS_AGO, NOW, Duration.ofDays(1));
        StoreAnswers.assertEqual(store.query(query), model.query(query));
        settle();
        StoreAnswers.assertEqual(store.query(query), model.query(query));
        assertThat(all("agent-1", "p")).isEqualTo(normal(history));
        aDayBegins(NOW.plus(91, ChronoUnit.DAYS));
        StoreAnswers.assertEqual(store.query(query), model.query(query));
    }

    @Test
    void spaceOfEachLevel_isTold() {
        store.append(new RandomResults(32, "agent-1").history("p", START, Duration.ofMinutes(1), 60));
        settle();
        assertThat(store.space()).extracting(Space::level).containsExactly("raw", "1 min", "1 h", "1 d");
    }

    @Test
    void dayThatIsOver_isMadeSmall() {
        List<RecordedResult> day = new ArrayList<>();
        UsualResults usual = new UsualResults(33, 5);
        for (int hour = 0; hour < 24; hour++) {
            day.addAll(usual.hour(series("agent-1", "p"), DAYS_AGO.plus(hour, ChronoUnit.HOURS), TEN_SECONDS));
        }
        store.append(day);
        settle();
        now.set(NOW.plusSeconds(7_200));
        settle();
        settle();
        assertThat(store.space().getFirst().bytes() / day.size()).isLessThan(18);
        assertThat(all("agent-1", "p")).isEqualTo(normal(day));
    }

    /** Removes what tells which hours are to be folded, as it was before there were rollups. */
    private void withoutMarks() throws RocksDBException {
        Engine engine = Opening.forWriting(directory);
        engine.use("forget", database -> {
            database.dropColumnFamily(engine.made(Marks.FAMILY));
            return true;
        });
        engine.close();
    }

    private void aDayBegins(Instant at) {
        now.set(at);
        store.append(List.of(new RandomResults(99, "agent-2").next("other", at, HOUR)));
        settle();
    }

    private List<RecordedResult> everything(String probe) {
        List<RecordedResult> found = new ArrayList<>();
        store.scan(series("agent-1", probe), Instant.EPOCH, NOW.plus(10, ChronoUnit.DAYS), found::add);
        return found;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
