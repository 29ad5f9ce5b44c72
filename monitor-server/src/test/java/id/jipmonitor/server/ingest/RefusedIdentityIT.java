package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import id.jipmonitor.protocol.wire.Samples;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Promise 6 of delivery: a certificate that is absent, expired, foreign or another agent's is refused and logged; others feel nothing. */
class RefusedIdentityIT {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RefusalLog.class);

    @TempDir
    private Path directory;

    private IngestFixture ingest;
    private WireClient unharmed;

    @BeforeEach
    void start() throws Exception {
        ingest = new IngestFixture(directory);
        unharmed = ingest.greeted("b");
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stop() throws Exception {
        assertThat(unharmed.send(IngestFixture.batch("b", 1, 2)).next()).isInstanceOf(Ack.class);
        logger.detachAppender(log);
        unharmed.close();
        ingest.close();
    }

    @Test
    void certificateAbsent_isRefusedAndLogged() throws Exception {
        SslContext anonymous = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(ingest.pki.caFile().toFile())
                .build();
        assertRefusedInHandshake(anonymous, "Empty client certificate chain");
    }

    @Test
    void certificateExpired_isRefusedAndLogged() throws Exception {
        TlsFiles old =
                ingest.pki.agent("a", Instant.now().minus(Duration.ofDays(399).plus(IngestFixture.GRACE)));
        assertRefusedInHandshake(TlsContexts.client(old), "CertificateExpiredException");
    }

    @Test
    void certificateLapsedWithinTheGrace_servesForNothingButItsRenewal() throws Exception {
        TlsFiles lapsed = ingest.pki.agent("a", Instant.now().minus(Duration.ofDays(399)));
        try (WireClient client = ingest.connect(lapsed).send(WireClient.hello("a"))) {
            assertRefused(
                    client, Refused.LAPSED, "certificate: expected one that is valid. Found: one of a that lapsed at");
        }
        try (WireClient client = ingest.connect(lapsed).send(IngestFixture.batch("a", 1, 1))) {
            assertRefused(client, Refused.OUT_OF_PLACE, "first message: expected Hello");
        }
        try (WireClient client = ingest.connect(lapsed).send(new RenewalRequest("AAAA"))) {
            assertThat(client.next()).isEqualTo(RenewalAnswer.refused("this server issues no certificates"));
            client.awaitClosed();
        }
        assertThat(ingest.stored).isEmpty();
    }

    @Test
    void certificateRevoked_isRefusedAndLogged() throws Exception {
        ingest.desk = new RefusingDesk("certificate: expected one that is not revoked. Found: a, stolen");
        try (WireClient client = ingest.connect(ingest.pki.agent("a")).send(WireClient.hello("a"))) {
            assertRefused(client, Refused.REVOKED, "Found: a, stolen");
        }
        ingest.desk = IdentityDesk.NONE;
    }

    @Test
    void certificateRevokedInALiveSession_endsIt() throws Exception {
        try (WireClient client = ingest.greeted("a")) {
            ingest.desk = new RefusingDesk("certificate: expected one that is not revoked. Found: a, stolen");
            ingest.server.recheckIdentities();
            assertRefused(client, Refused.REVOKED, "Found: a, stolen");
        }
        ingest.desk = IdentityDesk.NONE;
    }

    @Test
    void certificateNotYetValid_isRefusedAndLogged() throws Exception {
        TlsFiles early = ingest.pki.agent("a", Instant.now().plus(Duration.ofDays(3)));
        assertRefusedInHandshake(TlsContexts.client(early), "CertificateNotYetValidException");
    }

    @Test
    void certificateOfForeignAuthority_isRefusedAndLogged() throws Exception {
        TestPki foreign = new TestPki(Files.createDirectory(directory.resolve("foreign")));
        TlsFiles mixed = ingest.pki.trustingMe(foreign.agent("a"));
        assertRefusedInHandshake(TlsContexts.client(mixed), "Path does not chain with any of the trust anchors");
    }

    @Test
    void certificateOfServer_usedByAgent_isRefusedAndLogged() throws Exception {
        assertRefusedInHandshake(TlsContexts.client(ingest.pki.server()), "Extended key usage does not permit");
    }

    @Test
    void certificateOfAnotherAgent_isRefusedWithReason() throws Exception {
        try (WireClient client = ingest.connect(ingest.pki.agent("b")).send(WireClient.hello("a"))) {
            assertRefused(
                    client,
                    Refused.IDENTITY,
                    "hello: expected the agent b, as the certificate and Hello say. Found: a");
        }
    }

    @Test
    void batchOfAnotherAgent_closesTheSession() throws Exception {
        try (WireClient client = ingest.greeted("a").send(IngestFixture.batch("b", 1, 1))) {
            assertRefused(client, Refused.IDENTITY, "expected the agent a, as the certificate and Hello say. Found: b");
        }
        assertThat(ingest.stored).isEmpty();
    }

    @Test
    void batchOfAnotherBoot_closesTheSession() throws Exception {
        Batch batch =
                new Batch(new AgentId("a"), new BootId(1), 1, List.of(), Samples.view(), List.of(), Samples.AT, false);
        try (WireClient client = ingest.greeted("a").send(batch)) {
            assertRefused(
                    client,
                    Refused.IDENTITY,
                    "batch or heartbeat: expected boot 000000000000004d, as Hello said. Found: 0000000000000001");
        }
    }

    @Test
    void unknownAgent_isRefusedWithWhatToDo() throws Exception {
        try (WireClient client = ingest.connect(ingest.pki.agent("c")).send(WireClient.hello("c"))) {
            assertRefused(client, Refused.UNKNOWN_AGENT, "Found: c. Name it at its site in network.yaml");
        }
    }

    @Test
    void futureVersion_isRefusedWithWhatToDo() throws Exception {
        Hello hello =
                new Hello(new ProtocolVersion(9), new AgentId("a"), WireClient.BOOT, "9", Optional.empty(), Samples.AT);
        try (WireClient client = ingest.connect(ingest.pki.agent("a")).send(hello)) {
            assertRefused(client, Refused.VERSION, "protocol version: expected 2 or the one before. Found: 9");
        }
    }

    @Test
    void batchBeforeHello_isRefused() throws Exception {
        try (WireClient client = ingest.connect(ingest.pki.agent("a")).send(IngestFixture.batch("a", 1, 1))) {
            assertRefused(client, Refused.OUT_OF_PLACE, "first message: expected Hello");
        }
    }

    private void assertRefusedInHandshake(SslContext context, String logged) throws IOException {
        try (WireClient client = new WireClient(ingest.server.address(), context).send(WireClient.hello("a"))) {
            client.awaitClosed();
            assertThat(client.waiting()).isNull();
        }
        await().untilAsserted(() -> assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("(tls)") && line.contains(logged)));
        assertThat(ingest.refused(Refused.TLS)).isEqualTo(1);
        assertThat(ingest.server.sessions()).hasSize(1);
    }

    private void assertRefused(WireClient client, Refused kind, String words) throws Exception {
        Message answer = client.next();
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).contains(words));
        client.awaitClosed();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("(" + kind.label() + ")") && line.contains(words));
        assertThat(ingest.refused(kind)).isEqualTo(1);
    }

    /** Refuses the agent a. */
    private record RefusingDesk(String reason) implements IdentityDesk {
        @Override
        public Optional<String> refusal(AgentId agent, X509Certificate certificate) {
            return agent.value().equals("a") ? Optional.of(reason) : Optional.empty();
        }

        @Override
        public RenewalAnswer renew(AgentId agent, X509Certificate shown, String request) {
            return RenewalAnswer.refused(reason);
        }

        @Override
        public Optional<Authorities> authorities() {
            return Optional.empty();
        }
    }
}
