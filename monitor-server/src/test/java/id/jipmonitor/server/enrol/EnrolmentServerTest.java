package id.jipmonitor.server.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.CertificateRequest;
import id.jipmonitor.protocol.tls.CredentialFiles;
import id.jipmonitor.protocol.tls.EnrolmentToken;
import id.jipmonitor.protocol.tls.PeerIdentity;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.EnrolAnswer;
import id.jipmonitor.protocol.wire.Message.EnrolRequest;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.server.ingest.TestPki;
import id.jipmonitor.server.ingest.WireClient;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token gives one certificate, once, to whoever speaks to the right server; everything else gives none. */
class EnrolmentServerTest {
    private static final AgentId AGENT = new AgentId("agent-1");

    @TempDir
    private Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private TlsFiles serverFiles;
    private StateDatabase state;
    private TokenTable tokens;
    private EnrolmentServer server;

    @BeforeEach
    void start() throws Exception {
        serverFiles = new TestPki(directory).server();
        state = StateDatabase.open(StateSettings.Sqlite.DEFAULT, directory);
        tokens = new TokenTable(state.jdbi());
        server = EnrolmentServer.start(
                new HostPort("127.0.0.1", 0),
                serverFiles,
                new EnrolmentServer.Seams(
                        tokens,
                        new CertificateRegister(state.jdbi()),
                        new CertificateIssuer(serverFiles, directory.resolve("ca.key")),
                        meters,
                        InstantSource.system(),
                        System::nanoTime));
    }

    @AfterEach
    void stop() {
        server.close();
        state.close();
    }

    @Test
    void openToken_givesACertificateOfItsAgent_once() throws Exception {
        EnrolmentToken token = token(Instant.now());
        CertificateRequest request = CertificateRequest.create(new AgentId("somebody-else"));
        EnrolAnswer answer = (EnrolAnswer) ask(token, request);

        TlsFiles files = new TlsFiles(
                directory.resolve("a/agent.crt"), directory.resolve("a/agent.key"), directory.resolve("a/ca.crt"));
        var stored = CredentialFiles.store(files, AGENT, request.key(), answer.certificate(), answer.authorities());
        assertThat(PeerIdentity.of(stored)).isEqualTo(new PeerIdentity.Agent(AGENT));
        assertThat(TlsContexts.client(files)).isNotNull();
        assertThat(meters.get("jip.enrolment.certificates.issued").counter().count())
                .isEqualTo(1);

        assertWrongToken(token);
    }

    @Test
    void expiredToken_isRefused() throws Exception {
        assertWrongToken(token(Instant.now().minus(Duration.ofHours(25))));
    }

    @Test
    void tokenThatNobodyMade_isRefusedAfterAPause() throws Exception {
        EnrolmentToken made = token(Instant.now());
        long before = System.nanoTime();
        assertWrongToken(new EnrolmentToken(AGENT, "x".repeat(32), made.fingerprint()));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void requestThatIsNone_isRefusedAndCostsNoToken() throws Exception {
        EnrolmentToken token = token(Instant.now());
        Message answer = ask(token, new EnrolRequest(token.secret(), "AAAA"));

        assertThat(answer).isEqualTo(new Refusal("certificate request: expected PKCS #10. Found: something else"));
        assertThat(ask(token, CertificateRequest.create(AGENT))).isInstanceOf(EnrolAnswer.class);
    }

    @Test
    void authorityKeyTakenAway_isToldAndCostsNoToken() throws Exception {
        EnrolmentToken token = token(Instant.now());
        Path key = directory.resolve("ca.key");
        Files.move(key, directory.resolve("away"));

        assertThat(ask(token, CertificateRequest.create(AGENT)))
                .isEqualTo(new Refusal("the server cannot sign now; its log says why. The token stays open"));
        Files.move(directory.resolve("away"), key);
        assertThat(ask(token, CertificateRequest.create(AGENT))).isInstanceOf(EnrolAnswer.class);
    }

    @Test
    void serverOfAnotherAuthority_isNotTalkedTo() throws Exception {
        CertificateAuthority foreign = CertificateAuthority.create("Foreign", Instant.now());
        EnrolmentToken token = EnrolmentToken.create(AGENT, foreign.certificate());

        try (WireClient client = new WireClient(server.address(), TlsContexts.enrolmentClient(token))) {
            client.awaitClosed();
        }
    }

    @Test
    void anotherMessage_isRefused() throws Exception {
        EnrolmentToken token = token(Instant.now());

        assertThat(ask(token, WireClient.hello("agent-1")))
                .isEqualTo(new Refusal("expected a request to enrol. Found: Hello. This is the port of enrolment"));
    }

    private EnrolmentToken token(Instant madeAt) {
        EnrolmentToken token = EnrolmentToken.create(AGENT, TlsContexts.issuerOf(serverFiles));
        tokens.add(token, madeAt, Duration.ofDays(1));
        return token;
    }

    private Message ask(EnrolmentToken token, CertificateRequest request) throws InterruptedException {
        return ask(token, new EnrolRequest(token.secret(), request.pem()));
    }

    private Message ask(EnrolmentToken token, Message message) throws InterruptedException {
        try (WireClient client = new WireClient(server.address(), TlsContexts.enrolmentClient(token))) {
            Message answer = client.send(message).next();
            client.awaitClosed();
            return answer;
        }
    }

    private void assertWrongToken(EnrolmentToken token) throws InterruptedException {
        double before = wrongTokens();
        assertThat(ask(token, CertificateRequest.create(AGENT)))
                .isEqualTo(
                        new Refusal("token: expected one that is open. Found: one that is unknown, used, cancelled or"
                                + " expired. Ask for a new one: jip server enrol AGENT"));
        assertThat(wrongTokens()).isEqualTo(before + 1);
    }

    private double wrongTokens() {
        return meters.get("jip.enrolment.requests.refused")
                .tag("reason", "token")
                .counter()
                .count();
    }
}
