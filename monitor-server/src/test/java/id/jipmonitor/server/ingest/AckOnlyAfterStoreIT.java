package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import id.jipmonitor.protocol.wire.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An acknowledged result is in the store and in the ledger, whatever else breaks. */
class AckOnlyAfterStoreIT {
    @TempDir
    private Path directory;

    private IngestFixture ingest;

    @BeforeEach
    void start() throws Exception {
        ingest = new IngestFixture(directory);
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void batch_isStoredThenAccountedThenAcknowledged_andEvaluated() throws Exception {
        try (WireClient client = ingest.greeted("a")) {
            assertThat(client.send(IngestFixture.batch("a", 1, 3)).next())
                    .isEqualTo(new Ack(WireClient.BOOT, 1, 3, List.of()));
        }
        assertThat(ingest.events).containsSubsequence("store", "ledger").containsOnlyOnce("evaluate");
        assertThat(ingest.stored).extracting(each -> each.sequence().number()).containsExactly(1L, 2L, 3L);
        assertThat(ingest.views).hasSize(1);
    }

    @Test
    void agent_ofTheVersionBefore_isServedInItsOwn() throws Exception {
        Hello older = new Hello(
                new ProtocolVersion(1), new AgentId("a"), WireClient.BOOT, "0.1.0", Optional.empty(), Instant.EPOCH);
        try (WireClient client = ingest.connect(ingest.pki.agent("a")).send(older)) {
            assertThat(client.next())
                    .isInstanceOfSatisfying(
                            Welcome.class,
                            welcome -> assertThat(welcome.version()).isEqualTo(new ProtocolVersion(1)));
            assertThat(client.send(IngestFixture.batch("a", 1, 3)).next())
                    .isEqualTo(new Ack(WireClient.BOOT, 1, 3, List.of()));
        }
    }

    @Test
    void batch_whileTheStoreIsAtWork_isNotAcknowledged() throws Exception {
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ingest.beforeStore = _ -> {
            atWork.countDown();
            hold(done);
        };
        try (WireClient client = ingest.greeted("a").send(IngestFixture.batch("a", 1, 1))) {
            hold(atWork);
            assertThat(client.waiting()).isNull();
            done.countDown();
            assertThat(client.next()).isInstanceOf(Ack.class);
        }
    }

    @Test
    void storeThatIsSlow_showsTheAgentThatTheServerLives() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        ingest.beforeStore = _ -> hold(done);
        try (IngestServer impatient = ingest.another(Duration.ofSeconds(3));
                WireClient client = new WireClient(impatient.address(), TlsContexts.client(ingest.pki.agent("a")))) {
            assertThat(client.send(WireClient.hello("a")).next()).isInstanceOf(Welcome.class);
            client.send(IngestFixture.batch("a", 1, 1));
            assertThat(client.next()).isInstanceOf(Message.HeartbeatAnswer.class);
            done.countDown();
        }
    }

    @Test
    void storeThatIsStuck_delaysNoEvaluation_andNothingIsEvaluatedTwice() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        ingest.beforeStore = _ -> hold(stuck);
        List<Long> evaluated = new CopyOnWriteArrayList<>();
        ingest.evaluation =
                results -> results.forEach(each -> evaluated.add(each.sequence().number()));
        try (WireClient client = ingest.greeted("a")) {
            for (int i = 0; i < 16; i++) {
                client.send(IngestFixture.batch("a", 1 + i, 1));
            }
            await().untilAsserted(() -> assertThat(evaluated).hasSize(16));
            assertThat(client.waiting()).isNull();
        }
        try (WireClient again = ingest.greeted("a")) {
            again.send(IngestFixture.batch("a", 9, 8)).send(IngestFixture.batch("a", 17, 2));
            await().untilAsserted(() -> assertThat(evaluated).hasSize(18));
            stuck.countDown();
            assertThat(again.next()).isEqualTo(new Ack(WireClient.BOOT, 9, 16, List.of()));
            assertThat(again.next()).isEqualTo(new Ack(WireClient.BOOT, 17, 18, List.of()));
        }
        assertThat(evaluated).doesNotHaveDuplicates();
        assertThat(ingest.stored.stream().map(each -> each.sequence().number()))
                .doesNotHaveDuplicates()
                .contains(9L, 18L);
    }

    @Test
    void storeFailure_closesWithoutAcknowledgement_andTheBatchComesAgain() throws Exception {
        ingest.beforeStore = _ -> {
            throw new IllegalStateException("disk full");
        };
        try (WireClient client = ingest.greeted("a").send(IngestFixture.batch("a", 1, 2))) {
            client.awaitClosed();
            assertThat(client.waiting()).isNull();
        }
        assertThat(ingest.count("jip.ingest.sessions.failed")).isEqualTo(1);
        assertThat(ingest.ledgers.statuses()).isEmpty();

        ingest.beforeStore = _ -> {};
        try (WireClient client = ingest.greeted("a")) {
            assertThat(client.send(IngestFixture.batch("a", 1, 2)).next()).isInstanceOf(Ack.class);
        }
        assertThat(ingest.stored).hasSize(2);
    }

    @Test
    void ledgerFailure_closesWithoutAcknowledgement() throws Exception {
        try (WireClient client = ingest.greeted("a")) {
            ingest.ledgers.broken = true;
            client.send(IngestFixture.batch("a", 1, 2)).awaitClosed();
            assertThat(client.waiting()).isNull();
        }
    }

    @Test
    void evaluationFailure_isCountedAndTheBatchAcknowledged() throws Exception {
        ingest.evaluation = _ -> {
            throw new IllegalStateException("no rule");
        };
        try (WireClient client = ingest.greeted("a")) {
            assertThat(client.send(IngestFixture.batch("a", 1, 2)).next()).isInstanceOf(Ack.class);
        }
        assertThat(ingest.count("jip.ingest.evaluations.failed")).isEqualTo(1);
    }

    @Test
    void batchDeliveredTwice_isStoredOnceAndAcknowledgedTwice() throws Exception {
        try (WireClient client = ingest.greeted("a")) {
            assertThat(client.send(IngestFixture.batch("a", 1, 3)).next()).isInstanceOf(Ack.class);
        }
        try (WireClient client = ingest.greeted("a")) {
            assertThat(client.send(IngestFixture.batch("a", 1, 3)).next())
                    .isEqualTo(new Ack(WireClient.BOOT, 1, 3, List.of()));
        }
        assertThat(ingest.stored).hasSize(3);
        assertThat(ingest.ledgers.statuses().getFirst().ledger().duplicates()).isEqualTo(3);
        assertThat(ingest.count("jip.ingest.results.received")).isEqualTo(6);
        assertThat(ingest.count("jip.ingest.results.duplicate")).isEqualTo(3);
        assertThat(ingest.count("jip.ingest.results.stored")).isEqualTo(3);
    }

    @Test
    void resultWithUnbelievableTime_isRejectedAloneAndExplained() throws Exception {
        long tooOld = -Duration.ofDays(31).toMillis();
        long tooNew = Duration.ofMinutes(7).toMillis();
        List<ProbeResult> results = List.of(Samples.icmp("p", tooOld), Samples.icmp("p", 0), Samples.icmp("p", tooNew));
        try (WireClient client = ingest.greeted("a")) {
            assertThat(client.send(IngestFixture.batch("a", 1, results)).next())
                    .isInstanceOfSatisfying(Ack.class, ack -> {
                        assertThat(ack.rejected())
                                .extracting(each -> each.number())
                                .containsExactly(1L, 3L);
                        assertThat(ack.rejected().getFirst().reason())
                                .startsWith("round start: expected 2026-10-25T01:03:03.456789Z to ")
                                .endsWith("Check the agent's clock");
                    });
        }
        assertThat(ingest.stored).extracting(each -> each.sequence().number()).containsExactly(2L);
        LedgerStatus status = ingest.ledgers.statuses().getFirst();
        assertThat(status.closed()).isTrue();
        assertThat(status.explained()).isEqualTo(2);
    }

    @Test
    void heartbeat_thatAnnouncesMoreThanCame_opensTheLedger() throws Exception {
        try (WireClient client = ingest.greeted("a")) {
            client.send(IngestFixture.batch("a", 1, 2)).next();
            client.send(new Heartbeat(new AgentId("a"), WireClient.BOOT, 6, Samples.view(), Optional.empty()));

            await().untilAsserted(() ->
                    assertThat(ingest.ledgers.statuses().getFirst().missing()).isEqualTo(3));
        }
    }

    @Test
    void manyBatchesWhileTheStoreIsSlow_areHeldBackAndAllAcknowledgedInOrder() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        ingest.beforeStore = _ -> hold(go);
        try (WireClient client = ingest.greeted("a")) {
            for (int i = 0; i < 40; i++) {
                client.send(IngestFixture.batch("a", 1 + 3L * i, 3));
            }
            go.countDown();
            for (int i = 0; i < 40; i++) {
                assertThat(client.next()).isEqualTo(new Ack(WireClient.BOOT, 1 + 3L * i, 3 + 3L * i, List.of()));
            }
        }
        assertThat(ingest.ledgers.statuses().getFirst().ledger().received()).hasToString("1-120");
    }

    @Test
    void assignment_isOfferedAtGreetingAndOnChange() throws Exception {
        AssignmentOffer first = new AssignmentOffer("1".repeat(64), "probes: []\n");
        AssignmentOffer second = new AssignmentOffer("2".repeat(64), "probes: [ ]\n");
        ingest.assignment = Optional.of(first);
        try (WireClient client = ingest.greeted("a")) {
            assertThat(client.next()).isEqualTo(first);
            client.send(new AssignmentAnswer(first.hash(), List.of()));
            ingest.server.offerAssignments();
            ingest.assignment = Optional.of(second);
            ingest.server.offerAssignments();
            assertThat(client.next()).isEqualTo(second);
            client.send(new AssignmentAnswer(second.hash(), List.of("probes: expected one. Found: none")));

            await().untilAsserted(() -> {
                SessionStatus status = ingest.server.sessions().getFirst();
                assertThat(status.assignmentHash()).contains(first.hash());
                assertThat(status.assignmentProblems()).containsExactly("probes: expected one. Found: none");
            });
        }
    }

    @Test
    void secondConnectionOfAnAgent_replacesTheFirst() throws Exception {
        try (WireClient first = ingest.greeted("a");
                WireClient second = ingest.greeted("a")) {
            first.awaitClosed();
            assertThat(second.send(IngestFixture.batch("a", 1, 1)).next()).isInstanceOf(Ack.class);
            assertThat(ingest.server.sessions()).hasSize(1);
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
