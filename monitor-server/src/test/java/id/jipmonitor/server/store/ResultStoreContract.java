package id.jipmonitor.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store promises. */
public abstract class ResultStoreContract {
    /** The time at which the tests' stores live. */
    protected static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    protected static final Instant START = Instant.parse("2026-03-09T23:00:00Z");
    /** A midnight some days before. */
    protected static final Instant DAYS_AGO = Instant.parse("2026-03-06T00:00:00Z");

    private static final List<Duration> STEPS = List.of(
            Duration.ofDays(1),
            Duration.ofHours(3),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofSeconds(90));
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Comparator<Measure> ANY_ORDER =
            Comparator.comparing(Measure::instance).thenComparing(Measure::metric);

    protected ResultStore store;

    /** Opens the store of this test: empty the first time, with what it held the next. */
    protected abstract ResultStore open();

    /** Lets the store do all it would ever do beside its callers with what it holds: sum up, pack. */
    protected void settle() {
        store.tend();
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void results_comeBackExactly_inOrderOfStart() {
        List<RecordedResult> history = new RandomResults(1, "agent-1").history("p", START, TEN, 500);
        store.append(history);
        assertThat(all("agent-1", "p")).isEqualTo(normal(history));
        store.check();
    }

    @Test
    void resultAppendedTwice_isKeptOnce() {
        List<RecordedResult> history = new RandomResults(2, "agent-1").history("p", START, TEN, 50);
        store.append(history);
        store.append(history.subList(10, 30));
        assertThat(all("agent-1", "p")).isEqualTo(normal(history));
    }

    @Test
    void resultTwiceInABatch_isKeptOnce() {
        List<RecordedResult> history = new RandomResults(3, "agent-1").history("p", START, TEN, 50);
        List<RecordedResult> batch = new ArrayList<>(history);
        batch.addAll(history);
        store.append(batch);
        assertThat(all("agent-1", "p")).isEqualTo(normal(history));
    }

    @Test
    void lateResults_standWhereTheyBelong_inAnyOrderOfArrival() {
        List<RecordedResult> history = new RandomResults(4, "agent-1").history("p", START, TEN, 600);
        List<RecordedResult> arrival = new ArrayList<>(history);
        Collections.shuffle(arrival, new Random(4));
        for (int i = 0; i < arrival.size(); i += 100) {
            store.append(arrival.subList(i, Math.min(arrival.size(), i + 100)));
        }
        assertThat(all("agent-1", "p")).isEqualTo(normal(history));
    }

    @Test
    void range_includesItsStart_andExcludesItsEnd_toTheMicrosecond() {
        RandomResults random = new RandomResults(5, "agent-1");
        RecordedResult first = at(random, START);
        RecordedResult second = at(random, START.plus(1, ChronoUnit.MICROS));
        RecordedResult third = at(random, START.plus(2, ChronoUnit.MICROS));
        store.append(List.of(first, second, third));
        assertThat(scan("agent-1", "p", START, START.plus(2, ChronoUnit.MICROS)))
                .isEqualTo(normal(List.of(first, second)));
        assertThat(scan("agent-1", "p", START.plusNanos(1), START.plus(1, ChronoUnit.DAYS)))
                .isEqualTo(normal(List.of(second, third)));
        assertThat(scan("agent-1", "p", START, START)).isEmpty();
        assertThat(scan("agent-1", "p", START.plusSeconds(1), START)).isEmpty();
    }

    @Test
    void rangeAcrossMidnightAndBeyondAllTime_isWhole() {
        List<RecordedResult> history = new RandomResults(6, "agent-1").history("p", START, Duration.ofMinutes(7), 100);
        store.append(history);
        assertThat(scan("agent-1", "p", Instant.EPOCH, Instant.parse("2199-01-01T00:00:00Z")))
                .isEqualTo(normal(history));
    }

    @Test
    void series_areThoseWithAResult_andDoNotMix() {
        assertThat(store.series()).isEmpty();
        List<RecordedResult> one = new RandomResults(7, "agent-1").history("p", START, TEN, 20);
        List<RecordedResult> two = new RandomResults(8, "agent-1").history("p.2", START, TEN, 20);
        List<RecordedResult> three = new RandomResults(9, "agent-11").history("p", START, TEN, 20);
        store.append(one);
        store.append(two);
        store.append(three);
        assertThat(store.series())
                .containsExactlyInAnyOrder(series("agent-1", "p"), series("agent-1", "p.2"), series("agent-11", "p"));
        assertThat(all("agent-1", "p.2")).isEqualTo(normal(two));
        assertThat(all("agent-11", "p")).isEqualTo(normal(three));
        assertThat(all("agent-2", "p")).isEmpty();
        assertThat(store.query(new Query(series("agent-2", "p"), START, NOW, Duration.ofHours(1))))
                .isEmpty();
    }

    @Test
    void emptyBatch_isNoError() {
        store.append(List.of());
        assertThat(store.series()).isEmpty();
    }

    @Test
    void query_leavesGapsOut_andCountsByOutcome() {
        RandomResults random = new RandomResults(10, "agent-1");
        store.append(List.of(
                shaped(random, 0, Outcome.RESPONDED, 1, 2, 3, 4),
                shaped(random, 10, Outcome.UNREACHABLE),
                shaped(random, 20, Outcome.BLIND, 1_000),
                shaped(random, 120, Outcome.SKIPPED)));
        List<Bucket> buckets =
                store.query(new Query(series("agent-1", "p"), START, START.plusSeconds(180), Duration.ofMinutes(1)));
        assertThat(buckets).hasSize(2);
        Bucket first = buckets.getFirst();
        assertThat(first.start()).isEqualTo(START);
        assertThat(first.rounds())
                .containsOnly(
                        Map.entry(Outcome.RESPONDED, 1L),
                        Map.entry(Outcome.UNREACHABLE, 1L),
                        Map.entry(Outcome.BLIND, 1L));
        assertThat(first.sent()).isEqualTo(10);
        assertThat(first.received()).isEqualTo(4);
        assertThat(first.rtt().orElseThrow().max()).isCloseTo(0.004, within(1e-12));
        assertThat(buckets.getLast().start()).isEqualTo(START.plusSeconds(120));
        assertThat(buckets.getLast().rtt()).isEmpty();
    }

    @Test
    void percentiles_areNearestRank() {
        RandomResults random = new RandomResults(11, "agent-1");
        List<RecordedResult> hundred = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            hundred.add(shaped(random, i, Outcome.RESPONDED, (i * 37) % 100 + 1));
        }
        store.append(hundred);
        Bucket only = store.query(new Query(series("agent-1", "p"), START, NOW, Duration.ofDays(1)))
                .getFirst();
        assertThat(only.rtt()).contains(new Bucket.Distribution(0.001, 0.050, 0.095, 0.099, 0.100));
    }

    @Test
    void largestResult_comesBack() {
        RecordedResult small = new RandomResults(12, "agent-1").next("p", START, TEN);
        List<Measure> measures = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            for (Metric metric : List.of(Metric.values()).subList(20, 30)) {
                measures.add(new Measure(
                        metric,
                        "GigabitEthernet0/0/0." + i,
                        i * 1e12 + metric.metricName().length()));
            }
        }
        List<RecordedResult> largest = List.of(with(small, small.result().roundTripTimes(), measures));
        store.append(largest);
        assertThat(all("agent-1", "p")).isEqualTo(normal(largest));
    }

    @Test
    void everythingAppended_isThere_whenOpenedAgain() {
        List<RecordedResult> history = new RandomResults(13, "agent-1").history("p", START, TEN, 300);
        store.append(history.subList(0, 200));
        store.close();
        store = open();
        store.append(history.subList(150, history.size()));
        assertThat(all("agent-1", "p")).isEqualTo(normal(history));
        assertThat(store.series()).containsExactly(series("agent-1", "p"));
    }

    @Test
    void readersWhileWriting_seeEverythingAcknowledgedBefore_inOrder() throws InterruptedException {
        List<RecordedResult> history = normal(new RandomResults(14, "agent-1").history("p", START, TEN, 1_500));
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < history.size(); i += 50) {
                int end = Math.min(history.size(), i + 50);
                store.append(history.subList(i, end));
                acknowledged.set(end);
            }
        });
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(Thread.ofVirtual()
                    .uncaughtExceptionHandler((_, e) -> failure.set(e))
                    .start(() -> readUntil(writer, acknowledged, history)));
        }
        writer.join();
        for (Thread each : readers) {
            each.join();
        }
        assertThat(failure.get()).isNull();
        assertThat(all("agent-1", "p")).isEqualTo(history);
    }

    @Test
    void firstAppends_ofManyAgentsAtOnce_areAllKept() throws InterruptedException {
        List<String> agents = List.of("agent-1", "agent-2", "agent-3", "agent-4", "agent-5", "agent-6");
        CyclicBarrier together = new CyclicBarrier(agents.size());
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> writers = new ArrayList<>();
        for (String each : agents) {
            List<RecordedResult> history = new RandomResults(17, each).history("p", START, TEN, 20);
            writers.add(Thread.ofPlatform()
                    .uncaughtExceptionHandler((_, e) -> failures.add(e))
                    .start(() -> {
                        await(together);
                        store.append(history);
                    }));
        }
        for (Thread each : writers) {
            each.join();
        }

        assertThat(failures).isEmpty();
        for (String each : agents) {
            assertThat(all(each, "p")).isEqualTo(normal(new RandomResults(17, each).history("p", START, TEN, 20)));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readUntil(Thread writer, AtomicInteger acknowledged, List<RecordedResult> history) {
        while (writer.isAlive()) {
            int before = acknowledged.get();
            List<RecordedResult> seen = all("agent-1", "p");
            // Of a batch under way a reader may see any part, but each result whole.
            assertThat(seen.subList(0, before)).isEqualTo(history.subList(0, before));
            Set<RecordedResult> distinct = new HashSet<>(seen);
            assertThat(history.stream().filter(distinct::contains).toList()).isEqualTo(seen);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103})
    void randomHistory_givesTheSameAnswersAsTheMemoryStore(long seed) {
        Random random = new Random(seed);
        MemoryResultStore model = new MemoryResultStore();
        List<RecordedResult> pool = new ArrayList<>();
        for (int agent = 0; agent < 3; agent++) {
            RandomResults results = new RandomResults(seed + agent, "agent-" + agent);
            pool.addAll(results.history("icmp", START, TEN, 120));
            pool.addAll(results.history("tcp", START.plusSeconds(3_000), Duration.ofSeconds(30), 60));
        }
        for (int i = 0; i < 12; i++) {
            List<RecordedResult> batch = random.ints(random.nextInt(120), 0, pool.size())
                    .mapToObj(pool::get)
                    .toList();
            store.append(batch);
            model.append(batch);
        }
        assertThat(store.series()).isEqualTo(model.series());
        for (Series series : model.series()) {
            Instant from = START.plusSeconds(random.nextInt(2_000));
            Instant to = from.plusSeconds(1 + random.nextInt(4_000));
            List<RecordedResult> expected = new ArrayList<>();
            model.scan(series, from, to, expected::add);
            assertThat(scan(series.agent().value(), series.probe().value(), from, to))
                    .isEqualTo(normal(expected));
            Query query = new Query(series, from, to, Duration.ofSeconds(1 + random.nextInt(300)));
            assertThat(store.query(query)).isEqualTo(model.query(query));
        }
    }

    @Test
    void roundOnTheEdgeOfABucket_belongsToTheLaterOne() {
        RandomResults random = new RandomResults(15, "agent-1");
        store.append(List.of(
                shaped(random, 0, Outcome.RESPONDED, 1),
                shaped(random, 60, Outcome.RESPONDED, 2),
                shaped(random, 120, Outcome.RESPONDED, 3)));
        settle();
        List<Bucket> buckets =
                store.query(new Query(series("agent-1", "p"), START, START.plusSeconds(120), Duration.ofMinutes(1)));
        assertThat(buckets).extracting(Bucket::start).containsExactly(START, START.plusSeconds(60));
        assertThat(buckets.getFirst().rtt().orElseThrow().max()).isEqualTo(0.001);
        assertThat(buckets.getLast().rtt().orElseThrow().max()).isEqualTo(0.002);
        assertThat(store.query(new Query(
                        series("agent-1", "p"), START.plusSeconds(121), START.plusSeconds(200), Duration.ofMinutes(1))))
                .isEmpty();
    }

    @Test
    void gauge_tellsItsLastAndGreatestValue_ofRoundsThatJudge() {
        RandomResults random = new RandomResults(16, "agent-1");
        store.append(List.of(
                measured(random, 0, Outcome.RESPONDED, Metric.IF_OPER_STATUS, 2),
                measured(random, 20, Outcome.RESPONDED, Metric.IF_OPER_STATUS, 7),
                measured(random, 40, Outcome.RESPONDED, Metric.IF_OPER_STATUS, 1),
                measured(random, 50, Outcome.BLIND, Metric.IF_OPER_STATUS, 9),
                measured(random, 60, Outcome.BLIND, Metric.IF_OPER_STATUS, 3),
                measured(random, 120, Outcome.RESPONDED, Metric.IF_OPER_STATUS, 4)));
        assertThat(store.query(minutes(Metric.IF_OPER_STATUS, "ether1")))
                .containsExactly(
                        new MeasureBucket.Gauge(START, 3, 1, 7),
                        new MeasureBucket.Gauge(START.plusSeconds(120), 1, 4, 4));
        assertThat(store.query(minutes(Metric.IF_OPER_STATUS, "ether2"))).isEmpty();
        assertThat(store.query(minutes(Metric.IF_ADMIN_STATUS, "ether1"))).isEmpty();
    }

    @Test
    void counter_growsFromReadingToReading_andNotAcrossAReset() {
        RandomResults random = new RandomResults(17, "agent-1");
        store.append(List.of(
                measured(random, 0, Outcome.RESPONDED, Metric.IF_HC_IN_OCTETS_TOTAL, 1_000),
                measured(random, 30, Outcome.RESPONDED, Metric.IF_HC_IN_OCTETS_TOTAL, 4_000),
                measured(random, 60, Outcome.RESPONDED, Metric.IF_HC_IN_OCTETS_TOTAL, 5_000),
                measured(random, 90, Outcome.RESPONDED, Metric.IF_HC_IN_OCTETS_TOTAL, 500),
                measured(random, 110, Outcome.RESPONDED, Metric.IF_HC_IN_OCTETS_TOTAL, 700),
                measured(random, 120, Outcome.RESPONDED, Metric.IF_HC_IN_OCTETS_TOTAL, 600)));
        List<MeasureBucket> buckets = store.query(minutes(Metric.IF_HC_IN_OCTETS_TOTAL, "ether1"));
        assertThat(buckets)
                .containsExactly(
                        new MeasureBucket.Counter(START, 2, 3_000, Duration.ofSeconds(30)),
                        new MeasureBucket.Counter(START.plusSeconds(60), 3, 1_200, Duration.ofSeconds(50)),
                        new MeasureBucket.Counter(START.plusSeconds(120), 1, 0, Duration.ZERO));
        assertThat(((MeasureBucket.Counter) buckets.getFirst()).perSecond()).hasValue(100);
        assertThat(((MeasureBucket.Counter) buckets.getLast()).perSecond()).isEmpty();
    }

    @Test
    void tenThousandSeries_areKeptApart() {
        RandomResults random = new RandomResults(18, "agent-1");
        List<RecordedResult> results = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            results.add(shaped(random, "p" + i, i % 1_000, Outcome.RESPONDED, i % 100 + 1));
        }
        store.append(results.subList(0, 5_000));
        store.append(results.subList(5_000, 10_000));
        settle();
        assertThat(store.series()).hasSize(10_000);
        for (int i = 0; i < 10_000; i += 1_111) {
            assertThat(all("agent-1", "p" + i)).isEqualTo(normal(List.of(results.get(i))));
            assertThat(store.query(new Query(series("agent-1", "p" + i), START, NOW, Duration.ofHours(1))))
                    .extracting(Bucket::sent)
                    .containsExactly(5L);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 202})
    void answersOfEveryStep_areThoseOfTheResults_atEveryMoment(long seed) {
        Random random = new Random(seed);
        MemoryResultStore model = new MemoryResultStore();
        RandomResults results = new RandomResults(seed, "agent-1");
        List<RecordedResult> pool = new ArrayList<>(results.history("p", DAYS_AGO, Duration.ofMinutes(4), 900));
        pool.addAll(results.history("p", START, Duration.ofSeconds(7), 500));
        Collections.shuffle(pool, random);
        for (int i = 0; i < pool.size(); i += 200) {
            List<RecordedResult> batch = pool.subList(Math.max(0, i - 20), Math.min(pool.size(), i + 200));
            store.append(batch);
            model.append(batch);
            if (random.nextBoolean()) {
                settle();
            }
            agree(model, random);
        }
        settle();
        agree(model, random);
        assertThat(all("agent-1", "p"))
                .isEqualTo(normal(pool.stream()
                        .sorted(Comparator.comparing(each -> each.result().startedAt()))
                        .toList()));
    }

    private void agree(MemoryResultStore model, Random random) {
        for (Duration step : STEPS) {
            Instant from = DAYS_AGO.plus(step.multipliedBy(random.nextInt(3)));
            Instant to = random.nextBoolean()
                    ? NOW.plusSeconds(random.nextInt(1_000))
                    : from.plus(step.multipliedBy(1 + random.nextInt(50)));
            Query query = new Query(series("agent-1", "p"), from, to, step);
            StoreAnswers.assertEqual(store.query(query), model.query(query));
            for (Metric metric : List.of(Metric.RTT_MAX_SECONDS, Metric.IF_IN_ERRORS_TOTAL)) {
                MeasureQuery measure = new MeasureQuery(query, metric, random.nextBoolean() ? "" : "ether1");
                StoreAnswers.assertEqualMeasures(store.query(measure), model.query(measure));
            }
        }
    }

    protected final List<RecordedResult> all(String agent, String probe) {
        return scan(agent, probe, START.minus(30, ChronoUnit.DAYS), NOW.plus(1, ChronoUnit.DAYS));
    }

    private List<RecordedResult> scan(String agent, String probe, Instant from, Instant to) {
        List<RecordedResult> found = new ArrayList<>();
        store.scan(series(agent, probe), from, to, found::add);
        return normal(found);
    }

    protected static Series series(String agent, String probe) {
        return new Series(new AgentId(agent), new ProbeId(probe));
    }

    /** With measures in one order, which a store need not keep. */
    protected static List<RecordedResult> normal(List<RecordedResult> results) {
        return results.stream()
                .map(each -> with(
                        each,
                        each.result().roundTripTimes(),
                        each.result().measures().stream().sorted(ANY_ORDER).toList()))
                .toList();
    }

    private static MeasureQuery minutes(Metric metric, String instance) {
        Query over = new Query(series("agent-1", "p"), START, START.plusSeconds(600), Duration.ofMinutes(1));
        return new MeasureQuery(over, metric, instance);
    }

    private static RecordedResult measured(
            RandomResults random, int second, Outcome outcome, Metric metric, double value) {
        return with(shaped(random, second, outcome), List.of(), List.of(new Measure(metric, "ether1", value)));
    }

    private static RecordedResult at(RandomResults random, Instant at) {
        return at(random, "p", at);
    }

    private static RecordedResult at(RandomResults random, String probe, Instant at) {
        RecordedResult any = random.next(probe, at, TEN);
        ProbeResult result = any.result();
        return new RecordedResult(
                any.agent(),
                any.sequence(),
                new ProbeResult(
                        result.probe(),
                        at,
                        result.monotonicNanos(),
                        TEN,
                        result.outcome(),
                        result.reason(),
                        result.packets(),
                        result.timestampQuality(),
                        result.stalled(),
                        result.roundTripTimes(),
                        result.measures()));
    }

    /** A round with RTTs in milliseconds and no measures. */
    private static RecordedResult shaped(RandomResults random, int second, Outcome outcome, int... rttMillis) {
        return shaped(random, "p", second, outcome, rttMillis);
    }

    private static RecordedResult shaped(
            RandomResults random, String probe, int second, Outcome outcome, int... rttMillis) {
        RecordedResult any;
        do {
            any = at(random, probe, START.plusSeconds(second));
        } while (any.result().outcome() != outcome);
        List<Duration> times = new ArrayList<>();
        for (int each : rttMillis) {
            times.add(Duration.ofMillis(each));
        }
        return with(any, times, List.of());
    }

    private static RecordedResult with(RecordedResult recorded, List<Duration> times, List<Measure> measures) {
        ProbeResult result = recorded.result();
        return new RecordedResult(
                recorded.agent(),
                recorded.sequence(),
                new ProbeResult(
                        result.probe(),
                        result.startedAt(),
                        result.monotonicNanos(),
                        result.interval(),
                        result.outcome(),
                        result.reason(),
                        result.packets(),
                        result.timestampQuality(),
                        result.stalled(),
                        times,
                        measures));
    }
}
