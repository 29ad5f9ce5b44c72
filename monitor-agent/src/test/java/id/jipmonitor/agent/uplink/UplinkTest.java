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
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
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
                new Uplink.Time(InstantSource.fixed(SpoolFixture.NOW), System::nanoTime, new Random(1)));
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
