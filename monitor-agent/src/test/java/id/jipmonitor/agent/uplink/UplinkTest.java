package id.jipmonitor.agent.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.agent.spool.SpoolFixture;
import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import io.netty.channel.Channel;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The uplink against a server on loopback with real TLS and real frames. */
class UplinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final IoEventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final FakeCertificateDesk certificates = new FakeCertificateDesk();
    private final List<String> offered = new CopyOnWriteArrayList<>();
    private Spool spool;
    private FakeServer server;

    @BeforeEach
    void open() throws Exception {
        spool = Spool.open(directory, SpoolSettings.DEFAULT, FakeServer.AGENT, InstantSource.fixed(SpoolFixture.NOW));
        server = new FakeServer(directory, UplinkTest::polite);
    }

    @AfterEach
    void close() {
        server.close();
        spool.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void results_withAPoliteServer_areDeliveredInOrderAndReleased() {
        try (Uplink uplink = uplink(server.address())) {
            append(1, 50);
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0);

            assertThat(deliveredNumbers()).containsExactlyElementsOf(numbers(1, 50));
            assertThat(server.heard(Hello.class)).hasSize(1).first().satisfies(hello -> {
                assertThat(hello.agent()).isEqualTo(FakeServer.AGENT);
                assertThat(hello.boot()).isEqualTo(spool.boot());
                assertThat(hello.assignmentHash()).contains("a".repeat(64));
            });
            assertThat(uplink.status().connected()).isTrue();
            assertThat(uplink.status().acknowledgedResults()).isEqualTo(50);
        }
    }

    @Test
    void server_ofTheFirstVersion_getsBatchesThatItUnderstands() {
        server.behave((message, channel) -> {
            if (message instanceof Hello) {
                say(channel, new Welcome(new ProtocolVersion(1), SpoolFixture.NOW));
            } else {
                polite(message, channel);
            }
        });
        try (Uplink uplink = uplink(server.address())) {
            append(1, 50);
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0);

            assertThat(deliveredNumbers()).containsExactlyElementsOf(numbers(1, 50));
            assertThat(server.packedFrames()).isZero();
            assertThat(uplink.status().connected()).isTrue();
        }
    }

    @Test
    void server_ofThisVersion_getsPackedBatches() {
        try (Uplink uplink = uplink(server.address())) {
            append(1, 5);
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0);

            assertThat(server.packedFrames()).isPositive();
            assertThat(uplink.status().connected()).isTrue();
        }
    }

    @Test
    void welcome_withTheServersTime_isReturnedInAHeartbeatAtOnce() {
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE)
                    .until(() -> !server.heard(Message.Heartbeat.class).isEmpty());

            assertThat(server.heard(Message.Heartbeat.class).getFirst().clocks())
                    .hasValueSatisfying(clocks -> {
                        assertThat(clocks.serverAt()).isEqualTo(SpoolFixture.NOW);
                        assertThat(clocks.held()).isLessThan(PATIENCE);
                    });
            assertThat(uplink.status().connected()).isTrue();
        }
    }

    @Test
    void connectionCut_beforeTheAck_sendsTheSameBatchAgain() {
        server.behave((message, channel) -> {
            if (message instanceof Batch) {
                server.behave(UplinkTest::polite);
                var _ = channel.close();
            } else {
                polite(message, channel);
            }
        });
        append(1, 10);
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0);

            assertThat(server.batches()).hasSize(2);
            assertThat(server.batches().get(1).results())
                    .isEqualTo(server.batches().get(0).results());
            assertThat(server.batches().get(1).firstNumber())
                    .isEqualTo(server.batches().get(0).firstNumber());
            assertThat(uplink.status().connected()).isTrue();
        }
    }

    @Test
    void serverThatNeverAcks_keepsEverythingInTheSpool() {
        server.behave((message, channel) -> {
            if (message instanceof Hello) {
                welcome(channel);
            }
        });
        try (Uplink uplink = uplink(server.address())) {
            append(1, 10);
            await().atMost(PATIENCE).until(() -> !server.batches().isEmpty());
            server.cut();
            await().atMost(PATIENCE).until(() -> server.batches().size() >= 2);

            assertThat(spool.status().results()).isEqualTo(10);
            assertThat(uplink.status().acknowledgedResults()).isZero();
        }
    }

    @Test
    void ackTwice_andOfAPart_releasesExactlyWhatWasAcked() {
        server.behave((message, channel) -> {
            if (message instanceof Batch batch) {
                Ack part = new Ack(batch.boot(), batch.firstNumber(), batch.firstNumber(), List.of());
                say(channel, part);
                say(channel, part);
            } else {
                polite(message, channel);
            }
        });
        append(1, 10);
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE).until(() -> uplink.status().acknowledgedResults() == 2);

            assertThat(spool.status().results()).isEqualTo(9);
            assertThat(spool.firstFrom(1).orElseThrow().batch().firstNumber()).isEqualTo(2);
        }
    }

    @Test
    void oneResultThatTheServerCannotRead_isFoundAndBuried_andItsSuccessorsAreDelivered() throws Exception {
        server.behave((message, channel) -> {
            if (message instanceof Batch batch
                    && batch.results().stream().anyMatch(each -> each.monotonicNanos() == 13)) {
                var _ = channel.writeAndFlush(new Refusal("result: expected sense. Found: 13", true));
                var _ = channel.close();
            } else {
                polite(message, channel);
            }
        });
        append(1, 20);
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE.multipliedBy(3))
                    .until(() -> spool.status().results() == 0 && spool.gaps(1).isEmpty());

            assertThat(uplink.status().connected()).isTrue();
        }
        assertThat(spool.status().rejected()).isEqualTo(1);
        assertThat(server.batches().stream().flatMap(batch -> batch.gaps().stream()))
                .as("the server's ledger need not know why, but that it never comes")
                .contains(new Gap(13, 13, GapCause.CORRUPTED));
        assertThat(Files.readAllLines(directory.resolve("dead-letters.tsv")))
                .singleElement()
                .asString()
                .contains("\t13\tthe server cannot read it: result: expected sense. Found: 13\t");
    }

    @Test
    void gaps_withNoResultToSend_areToldByThemselves() throws Exception {
        append(1, 3);
        spool.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("spool.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE batch SET payload = zeroblob(LENGTH(payload))");
        }
        spool = Spool.open(directory, SpoolSettings.DEFAULT, FakeServer.AGENT, InstantSource.fixed(SpoolFixture.NOW));
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE)
                    .until(() -> !server.batches().isEmpty() && spool.gaps(1).isEmpty());

            assertThat(server.batches()).singleElement().satisfies(batch -> {
                assertThat(batch.results()).isEmpty();
                assertThat(batch.gaps()).containsExactly(new Gap(1, 3, GapCause.CORRUPTED));
            });
            assertThat(uplink.status().connected()).isTrue();
        }
    }

    @Test
    void serverThatCanReadNothing_losesNothing() {
        server.behave((message, channel) -> {
            if (message instanceof Batch) {
                var _ = channel.writeAndFlush(new Refusal("frame: expected sense. Found: none", true));
                var _ = channel.close();
            } else {
                polite(message, channel);
            }
        });
        append(1, 2);
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE.multipliedBy(3))
                    .until(() -> server.batches().size() >= 4);
            server.behave(UplinkTest::polite);
            append(3, 3);
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0);

            assertThat(uplink.status().acknowledgedResults()).isEqualTo(3);
        }
        assertThat(spool.status().rejected()).isZero();
    }

    @Test
    void backlog_ofWhichTheServerWantsLessASecond_isSentSoMuchSlower() {
        server.behave((message, channel) -> {
            if (message instanceof Batch batch) {
                say(channel, new Ack(batch.boot(), batch.firstNumber(), batch.lastNumber(), List.of(), 10));
            } else {
                polite(message, channel);
            }
        });
        append(1, 1_000);
        append(1_001, 2_000);
        append(2_001, 2_500);
        AtomicLong nanos = new AtomicLong();
        InstantSource later = InstantSource.fixed(SpoolFixture.NOW.plus(Duration.ofHours(1)));
        try (Uplink uplink = uplink(new Uplink.Time(later, nanos::get, new Random(1)), server.address())) {
            await().atMost(PATIENCE).until(() -> uplink.status().acknowledgedResults() == 1_000);
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
            await().atMost(PATIENCE).until(() -> uplink.status().acknowledgedResults() == 2_000);

            int heartbeats = server.heard(Message.Heartbeat.class).size();
            nanos.addAndGet(Duration.ofSeconds(50).toNanos());
            await().atMost(PATIENCE)
                    .until(() -> server.heard(Message.Heartbeat.class).size() > heartbeats);
            assertThat(server.batches())
                    .as("of 1000 results at 10 a second, the next comes after 100 s")
                    .hasSize(2);
            nanos.addAndGet(Duration.ofSeconds(50).toNanos());
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0);
        }
    }

    @Test
    void ackThatIsLate_fromAServerThatShowsLife_isWaitedFor() {
        List<Channel> channels = new CopyOnWriteArrayList<>();
        server.behave((message, channel) -> {
            if (message instanceof Hello) {
                welcome(channel);
            } else if (message instanceof Batch) {
                channels.add(channel);
            }
        });
        AtomicLong nanos = new AtomicLong();
        Uplink.Time time = new Uplink.Time(InstantSource.fixed(SpoolFixture.NOW), nanos::get, new Random(1));
        append(1, 10);
        try (Uplink uplink = uplink(time, server.address())) {
            await().atMost(PATIENCE).until(() -> channels.size() == 1);
            for (int quarter = 0; quarter < 8; quarter++) {
                int heard = server.heard(Message.Heartbeat.class).size();
                nanos.addAndGet(Duration.ofSeconds(15).toNanos());
                say(channels.getFirst(), new Message.HeartbeatAnswer(SpoolFixture.NOW));
                await().atMost(PATIENCE)
                        .until(() -> server.heard(Message.Heartbeat.class).size() > heard);
            }
            assertThat(channels).as("two minutes on one connection").hasSize(1);

            nanos.addAndGet(Duration.ofSeconds(31).toNanos());
            await().atMost(PATIENCE).until(() -> channels.size() == 2);
            assertThat(uplink.status().acknowledgedResults()).isZero();
        }
    }

    @Test
    void offer_fromTheServer_isHandedInAndAnswered() {
        server.behave((message, channel) -> {
            polite(message, channel);
            if (message instanceof Hello) {
                say(channel, new AssignmentOffer("b".repeat(64), "agent: agent-1\nprobes: []\n"));
            }
        });
        try (Uplink _ = uplink(server.address())) {
            await().atMost(PATIENCE)
                    .until(() -> !server.heard(AssignmentAnswer.class).isEmpty());

            assertThat(offered).containsExactly("agent: agent-1\nprobes: []\n");
            assertThat(server.heard(AssignmentAnswer.class))
                    .containsExactly(new AssignmentAnswer("b".repeat(64), List.of("not today")));
        }
    }

    @Test
    void refusal_fromTheServer_isTheStatusAndTriedAgain() {
        server.behave((message, channel) -> say(channel, new Refusal("agent-1 is not in the inventory")));
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE).until(() -> server.heard(Hello.class).size() >= 2);

            assertThat(uplink.status().connected()).isFalse();
            assertThat(uplink.status().problem())
                    .contains("the server refused this agent: agent-1 is not in the inventory");
        }
    }

    @Test
    void firstServerDead_secondAlive_isFound() {
        HostPort dead = new HostPort("127.0.0.1", 1);
        try (Uplink uplink = uplink(dead, server.address())) {
            await().atMost(PATIENCE).until(() -> uplink.status().connected());

            assertThat(uplink.status().server()).isEqualTo(server.address().toString());
        }
    }

    @Test
    void certificateDue_isAskedForInTheSession_andResultsGoOn() {
        certificates.due = Optional.of(new RenewalRequest("AAAA"));
        server.behave((message, channel) -> {
            if (message instanceof RenewalRequest) {
                var _ = channel.writeAndFlush(RenewalAnswer.refused("not today"));
            } else {
                polite(message, channel);
            }
        });
        append(1, 10);
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0 && !certificates.answers.isEmpty());

            assertThat(certificates.answers).containsExactly(RenewalAnswer.refused("not today"));
            assertThat(uplink.status().connected()).isTrue();
        }
    }

    @Test
    void certificateLapsed_asksForTheNextAndComesAgainWithIt() {
        certificates.lapsed = true;
        certificates.due = Optional.of(new RenewalRequest("AAAA"));
        server.behave((message, channel) -> {
            if (message instanceof RenewalRequest) {
                var _ = channel.writeAndFlush(new RenewalAnswer("BBBB", List.of("CCCC"), ""));
            } else {
                polite(message, channel);
            }
        });
        append(1, 10);
        try (Uplink uplink = uplink(server.address())) {
            await().atMost(PATIENCE).until(() -> spool.status().results() == 0);

            assertThat(server.heard.getFirst()).isInstanceOf(RenewalRequest.class);
            assertThat(server.heard.get(1)).isInstanceOf(Hello.class);
            assertThat(uplink.status().connected()).isTrue();
        }
    }

    private Uplink uplink(HostPort... servers) {
        return uplink(new Uplink.Time(InstantSource.fixed(SpoolFixture.NOW), System::nanoTime, new Random(1)), servers);
    }

    private Uplink uplink(Uplink.Time time, HostPort... servers) {
        AssignmentDesk desk = new AssignmentDesk() {
            @Override
            public Optional<String> hash() {
                return Optional.of("a".repeat(64));
            }

            @Override
            public List<String> offered(String hash, String document) {
                offered.add(document);
                return List.of("not today");
            }
        };
        return new Uplink(
                new UplinkSettings(List.of(servers), server.agentFiles, 10_000),
                FakeServer.AGENT,
                "jip-agent test",
                spool,
                desk,
                certificates,
                SpoolFixture::view,
                eventLoops,
                time);
    }

    private void append(long from, long to) {
        LongStream.rangeClosed(from, to)
                .mapToObj(each -> spool.append(SpoolFixture.result(each), SpoolFixture.view()))
                .toList()
                .forEach(each -> each.join());
    }

    private List<Long> deliveredNumbers() {
        List<Long> delivered = new ArrayList<>();
        server.batches()
                .forEach(batch -> LongStream.rangeClosed(batch.firstNumber(), batch.lastNumber())
                        .forEach(delivered::add));
        return delivered;
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static void polite(Message message, Channel channel) {
        if (message instanceof Hello) {
            welcome(channel);
        } else if (message instanceof Batch batch) {
            say(channel, new Ack(batch.boot(), batch.firstNumber(), batch.lastNumber(), List.of()));
        }
    }

    private static void welcome(Channel channel) {
        say(channel, new Welcome(ProtocolVersion.CURRENT, SpoolFixture.NOW));
    }

    private static void say(Channel channel, Message message) {
        var _ = channel.writeAndFlush(message);
    }
}
