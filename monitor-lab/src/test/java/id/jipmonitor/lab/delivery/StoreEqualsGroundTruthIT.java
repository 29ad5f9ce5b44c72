package id.jipmonitor.lab.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.house.Soak;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.server.ingest.LedgerStatus;
import id.jipmonitor.server.ingest.NumberRanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 2 of delivery: the store holds what was made, each result once and unchanged, however the batches came: late, twice,
 * overlapping, in any order, over connections that break and to a server that dies between store and acknowledgement.
 */
@DisplayName("P2: the store equals the ground truth")
class StoreEqualsGroundTruthIT {
    private static final int AGENTS = 3;
    private static final int RESULTS = Soak.size(600, 60_000);
    private static final int DEATHS = Soak.size(2, 60);
    private static final int PROBES = 7;
    private static final long SEED = Long.getLong("jip.seed", Soak.asked() ? System.nanoTime() : 20261124L);

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);

    /** A stored result without what a store may order otherwise. */
    private record Fact(
            AgentId agent,
            Sequence sequence,
            ProbeId probe,
            Instant startedAt,
            Outcome outcome,
            List<Duration> times,
            Set<Measure> measures) {
        static Fact of(RecordedResult recorded) {
            ProbeResult result = recorded.result();
            return new Fact(
                    recorded.agent(),
                    recorded.sequence(),
                    result.probe(),
                    result.startedAt(),
                    result.outcome(),
                    result.roundTripTimes(),
                    Set.copyOf(result.measures()));
        }
    }

    @Test
    void resultsOfUnrulyAgents_toAServerThatDies_areStoredOnceEach() throws Exception {
        try (Deliveries deliveries = new Deliveries(directory)) {
            List<Unruly> agents = new ArrayList<>();
            for (int i = 0; i < AGENTS; i++) {
                agents.add(new Unruly(i, deliveries));
            }
            for (int death = 1; death <= DEATHS; death++) {
                HostPort server = deliveries.serveUntilStored(3 + random.nextInt(Soak.size(10, 200)));
                while (deliveries.served() && agents.stream().anyMatch(Unruly::busy)) {
                    agents.get(random.nextInt(AGENTS)).converse(server);
                }
                deliveries.kill();
                Soak.progress("server died " + death + " of " + DEATHS + " times");
            }
            HostPort server = deliveries.serve();
            while (agents.stream().anyMatch(Unruly::busy)) {
                agents.get(random.nextInt(AGENTS)).converse(server);
            }
            deliveries.endServer();

            assertThat(deliveries.stored().stream().map(Fact::of))
                    .as("stored with -Djip.seed=%s", SEED)
                    .containsExactlyInAnyOrderElementsOf(agents.stream()
                            .flatMap(each -> each.truth().stream())
                            .toList());
            assertThat(deliveries.ledgers())
                    .as("ledgers with -Djip.seed=%s", SEED)
                    .hasSize(AGENTS)
                    .allMatch(LedgerStatus::closed)
                    .allMatch(each -> each.ledger().received().equals(NumberRanges.of(1, RESULTS)))
                    .anyMatch(each -> each.ledger().duplicates() > 0);
        }
    }

    /** An agent that keeps to no order; every result is sent until it is acknowledged, and often once more. */
    private final class Unruly {
        private final Deliveries deliveries;
        private final AgentId agent;
        private final BootId boot;
        private final MadeResults made;
        private final List<ProbeResult> results;
        private NumberRanges acknowledged = NumberRanges.NONE;

        Unruly(int index, Deliveries deliveries) {
            this.deliveries = deliveries;
            this.agent = new AgentId("unruly-" + index);
            this.boot = new BootId(1 + index);
            this.made = new MadeResults(PROBES, deliveries.begun, random);
            this.results = made.next(RESULTS);
        }

        boolean busy() {
            return acknowledged.count() < RESULTS;
        }

        List<Fact> truth() {
            List<Fact> truth = new ArrayList<>();
            for (int i = 0; i < RESULTS; i++) {
                truth.add(Fact.of(new RecordedResult(agent, new Sequence(boot, i + 1), results.get(i))));
            }
            return truth;
        }

        /** One connection: some batches, some of their acknowledgements, and an end in the midst of it. */
        void converse(HostPort server) throws IOException, InterruptedException {
            Optional<WireAgent> connection = WireAgent.greeted(
                    deliveries.loops, server, deliveries.certificate(agent), agent, boot, Instant.now());
            if (connection.isEmpty()) {
                return;
            }
            try (WireAgent wire = connection.get()) {
                int batches = 1 + random.nextInt(12);
                for (int i = 0; i < batches; i++) {
                    Batch batch = batch();
                    wire.send(batch);
                    if (random.nextInt(4) == 0) {
                        wire.send(batch);
                        batches++;
                    }
                }
                Optional<Ack> ack = Optional.empty();
                int heard = random.nextInt(batches + 1);
                do {
                    ack.ifPresent(each -> acknowledged = acknowledged.plus(NumberRanges.of(each.first(), each.last())));
                    ack = heard-- > 0 ? wire.acknowledged() : Optional.empty();
                } while (ack.isPresent());
            }
        }

        /** Begins at a number that is still wanted, or anywhere; overlaps others as it comes. */
        private Batch batch() {
            NumberRanges wanted = NumberRanges.of(1, RESULTS).minus(acknowledged);
            boolean any = wanted.isEmpty() || random.nextInt(5) == 0;
            long first = any
                    ? 1 + random.nextInt(RESULTS)
                    : wanted.ranges()
                            .get(random.nextInt(wanted.ranges().size()))
                            .first();
            int from = (int) first - 1;
            int to = Math.min(RESULTS, from + 1 + random.nextInt(Soak.size(60, 400)));
            return new Batch(
                    agent,
                    boot,
                    first,
                    results.subList(from, to),
                    made.view(Instant.now()),
                    List.of(),
                    Instant.now(),
                    random.nextBoolean());
        }
    }
}
