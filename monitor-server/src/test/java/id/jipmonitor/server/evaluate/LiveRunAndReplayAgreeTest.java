package id.jipmonitor.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.alert.LinkHistory;
import id.jipmonitor.server.alert.TestNetwork;
import id.jipmonitor.server.availability.Availability;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.MemoryIncidentLog;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.store.MemoryResultStore;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The promise: the same results, live, shuffled, late, twice or replayed, give the same states, incidents and uptime. */
class LiveRunAndReplayAgreeTest {
    private static final int HISTORIES = 150;
    private static final Instant END = RandomNetwork.START.plus(Duration.ofHours(3));

    private final Inventory inventory = RandomNetwork.inventory();

    /** A result and when it reaches the server. */
    private record Arrival(Instant at, RecordedResult result) {}

    @Test
    void liveRun_andReplayOfWhatItStored_areIdentical() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<RecordedResult> results = new RandomNetwork(random).results();
            MemoryResultStore store = new MemoryResultStore();
            MemoryIncidentLog log = new MemoryIncidentLog();

            run(arrivals(results, random), store, log, random, seed);
        }
    }

    private void run(List<Arrival> arrivals, MemoryResultStore store, MemoryIncidentLog log, Random random, int seed) {
        Evaluator evaluator = Evaluator.start(inventory, TestNetwork.rules(), store, log, RandomNetwork.START);
        int next = 0;
        for (Instant now = RandomNetwork.START; now.isBefore(END); now = now.plusSeconds(1 + random.nextInt(20))) {
            List<RecordedResult> batch = new ArrayList<>();
            while (next < arrivals.size() && !arrivals.get(next).at().isAfter(now)) {
                batch.add(arrivals.get(next++).result());
            }
            store.append(batch);
            if (random.nextInt(500) == 0) {
                evaluator.close(); // killed between storing and judging
                evaluator = Evaluator.start(inventory, TestNetwork.rules(), store, log, now);
            } else {
                evaluator.accept(batch);
            }
            evaluator.advance(now);
            evaluator.settle();
        }
        evaluator.advance(END);
        evaluator.settle();
        assertSame(evaluator, replayed(store), log, seed);
        evaluator.close();
    }

    private void assertSame(Evaluator live, Replay.Judged replayed, MemoryIncidentLog log, int seed) {
        assertThat(comparable(log.between(RandomNetwork.START, END)))
                .as("incidents of seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(comparable(replayed.incidents()));
        assertThat(replayed.timelines()).isNotEmpty();
        replayed.timelines().forEach((link, timeline) -> {
            assertThat(live.timeline(link, replayed.from(), replayed.to()))
                    .as("%s of seed %d", link, seed)
                    .isEqualTo(timeline);
            assertThat(Availability.of(live.timeline(link, replayed.from(), replayed.to())))
                    .isEqualTo(Availability.of(timeline));
        });
        assertThat(live.snapshot().open()).hasSameElementsAs(log.open());
    }

    /** One that lasts keeps the identity under which people know it, even if late results moved its start. */
    private static List<Incident> comparable(List<Incident> incidents) {
        return incidents.stream()
                .map(each -> each.open() ? withId(each, new IncidentId("open")) : each)
                .toList();
    }

    private static Incident withId(Incident incident, IncidentId id) {
        return new Incident(
                id,
                incident.kind(),
                incident.domain(),
                incident.subject(),
                incident.links(),
                incident.startsAt(),
                incident.declaredAt(),
                incident.endsAt(),
                incident.evidence());
    }

    private Replay.Judged replayed(MemoryResultStore store) {
        Replay replay = new Replay(inventory, TestNetwork.rules());
        store.series().forEach(series -> store.scan(series, Instant.MIN, Instant.MAX, replay::add));
        return replay.judge(RandomNetwork.START, END, END);
    }

    /** Most at once; some batches up to twenty minutes late and in disorder; some twice. */
    private static List<Arrival> arrivals(List<RecordedResult> results, Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        Instant cutFrom = RandomNetwork.START.plusSeconds(random.nextInt(1_800));
        Instant cutTo = cutFrom.plusSeconds(random.nextInt(600));
        for (RecordedResult each : results) {
            Instant at = each.result().startedAt();
            boolean cut = random.nextBoolean() || each.agent().equals(TestNetwork.HUB);
            boolean late = cut && !at.isBefore(cutFrom) && at.isBefore(cutTo);
            Instant arrives = late ? cutTo.plusMillis(random.nextInt(600_000)) : at.plusMillis(random.nextInt(3_000));
            arrivals.add(new Arrival(arrives, each));
            if (random.nextInt(20) == 0) {
                arrivals.add(new Arrival(arrives.plusSeconds(random.nextInt(60)), each));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }

    @Test
    void link_whoseAgentsClockIsAhead_isUpWhenOurTimeGetsThere() {
        Instant start = RandomNetwork.START;
        try (Evaluator evaluator = Evaluator.start(
                inventory, TestNetwork.rules(), new MemoryResultStore(), new MemoryIncidentLog(), start)) {
            evaluator.advance(start);
            evaluator.settle(); // two moments that wait at the same time would be judged as one, before the result
            evaluator.accept(List.of(RandomNetwork.answer(inventory, "l6", start.plusSeconds(3))));
            evaluator.advance(start.plusSeconds(1));
            evaluator.settle();
            assertThat(evaluator.snapshot().links().get(new LinkId("l6")))
                    .extracting(LinkStatus::state)
                    .isEqualTo(LinkState.NO_DATA);

            evaluator.advance(start.plusSeconds(4));
            evaluator.settle();
            assertThat(evaluator.snapshot().links().get(new LinkId("l6")))
                    .extracting(LinkStatus::state)
                    .isEqualTo(LinkState.UP);
        }
    }

    @Test
    void history_silentAgainAfterLateResults_isThatOfAReplay() {
        LinkId link = new LinkId("l6");
        Instant start = RandomNetwork.START;
        Network network = new Network(inventory);
        List.of(0, 10, 20)
                .forEach(second -> network.add(RandomNetwork.answer(inventory, "l6", start.plusSeconds(second))));
        network.update(start.plusSeconds(60));
        List.of(30, 40)
                .forEach(second -> network.add(RandomNetwork.answer(inventory, "l6", start.plusSeconds(second))));
        Instant now = start.plusSeconds(80);
        network.update(now);

        assertThat(network.histories().get(link))
                .extracting(LinkHistory::timeline)
                .isEqualTo(network.timeline(link, Instant.EPOCH, now, now));
    }

    @Test
    void timeline_ofAnUnknownLink_isNoData() {
        try (Evaluator evaluator = Evaluator.start(
                inventory,
                TestNetwork.rules(),
                new MemoryResultStore(),
                new MemoryIncidentLog(),
                RandomNetwork.START)) {
            assertThat(evaluator
                            .timeline(new LinkId("nowhere"), RandomNetwork.START, END)
                            .intervals())
                    .singleElement()
                    .satisfies(each -> assertThat(each.state().name()).isEqualTo("NO_DATA"));
        }
    }
}
