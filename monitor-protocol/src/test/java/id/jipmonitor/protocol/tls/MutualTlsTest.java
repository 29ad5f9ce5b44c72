package id.jipmonitor.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.AgentId;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handshakes between the two contexts, in memory. */
class MutualTlsTest {
    @TempDir
    private Path directory;

    private CertificateAuthority authority;
    private TlsFiles server;
    private TlsFiles agent;

    @BeforeEach
    void issue() throws Exception {
        authority = CertificateAuthority.create("Test", Instant.now());
        authority.write(directory.resolve("ca.crt"), directory.resolve("ca.key"));
        server = files("server", authority.issueServer(List.of("localhost"), Instant.now()));
        agent = files("agent", authority.issueAgent(new AgentId("a"), Instant.now()));
    }

    @Test
    void serverAndAgent_knowEachOther_overTls13() throws Exception {
        Handshake handshake = new Handshake(server, agent, "localhost");
        handshake.run();

        assertThat(handshake.serverEnd.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(PeerIdentity.of(handshake.serverEnd.getSession()))
                .isEqualTo(new PeerIdentity.Agent(new AgentId("a")));
        assertThat(PeerIdentity.of(handshake.clientEnd.getSession())).isEqualTo(new PeerIdentity.Server());
    }

    @Test
    void agentsCertificate_cannotServe() throws Exception {
        Handshake handshake = new Handshake(agent, agent, "localhost");

        assertThatThrownBy(handshake::run).isInstanceOf(SSLException.class);
    }

    @Test
    void serversCertificate_cannotDeliver() throws Exception {
        Handshake handshake = new Handshake(server, server, "localhost");

        assertThatThrownBy(handshake::run).isInstanceOf(SSLException.class);
    }

    @Test
    void serverOfAnotherName_isNotBelieved() throws Exception {
        Handshake handshake = new Handshake(server, agent, "elsewhere.example.go.id");

        assertThatThrownBy(handshake::run)
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("elsewhere.example.go.id");
    }

    @Test
    void expiredServer_isNotBelieved() throws Exception {
        TlsFiles expired = files(
                "expired",
                authority.issueServer(List.of("localhost"), Instant.now().minus(Duration.ofDays(399))));
        Handshake handshake = new Handshake(expired, agent, "localhost");

        assertThatThrownBy(handshake::run)
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("validity check failed");
    }

    private TlsFiles files(String name, IssuedCertificate issued) throws Exception {
        TlsFiles files = new TlsFiles(
                directory.resolve(name + ".crt"), directory.resolve(name + ".key"), directory.resolve("ca.crt"));
        issued.write(files.certificate(), files.key(), false);
        return files;
    }

    /** Two engines that hand each other their records. */
    private static final class Handshake {
        private final SSLEngine serverEnd;
        private final SSLEngine clientEnd;
        private ByteBuffer toServer = ByteBuffer.allocate(0);
        private ByteBuffer toClient = ByteBuffer.allocate(0);

        Handshake(TlsFiles server, TlsFiles client, String name) {
            serverEnd = TlsContexts.server(server).newEngine(ByteBufAllocator.DEFAULT);
            clientEnd = TlsContexts.client(client).newEngine(ByteBufAllocator.DEFAULT, name, 1);
        }

        void run() throws SSLException {
            serverEnd.beginHandshake();
            clientEnd.beginHandshake();
            for (int turn = 0; turn < 20; turn++) {
                toServer = wrap(clientEnd, toServer);
                unwrap(serverEnd, toServer);
                toClient = wrap(serverEnd, toClient);
                unwrap(clientEnd, toClient);
            }
        }

        private static ByteBuffer wrap(SSLEngine end, ByteBuffer waiting) throws SSLException {
            ByteBuffer out = ByteBuffer.allocate(256 * 1024).put(waiting);
            while (end.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                end.wrap(ByteBuffer.allocate(0), out);
                runTasks(end);
            }
            return out.flip();
        }

        private static void unwrap(SSLEngine end, ByteBuffer in) throws SSLException {
            ByteBuffer plain = ByteBuffer.allocate(64 * 1024);
            while (in.hasRemaining() && end.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
                end.unwrap(in, plain);
                runTasks(end);
            }
        }

        private static void runTasks(SSLEngine end) {
            for (Runnable task = end.getDelegatedTask(); task != null; task = end.getDelegatedTask()) {
                task.run();
            }
        }
    }
}
