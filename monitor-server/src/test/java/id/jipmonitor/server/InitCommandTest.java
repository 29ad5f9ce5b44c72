package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.PeerIdentity;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class InitCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void firstRun_makesEverythingThatServerAndAgentNeed() throws Exception {
        assertThat(init("--agent", "surabaya-1", "--host", "pusat.example.go.id", "--host", "10.1.2.3"))
                .isZero();

        TlsContexts.server(files("server.crt", "server.key", "ca.crt"));
        TlsContexts.client(
                files("agents/surabaya-1/agent.crt", "agents/surabaya-1/agent.key", "agents/surabaya-1/ca.crt"));
        assertThat(PeerIdentity.of(certificate("server.crt"))).isEqualTo(new PeerIdentity.Server());
        assertThat(PeerIdentity.of(certificate("agents/surabaya-1/agent.crt")))
                .isEqualTo(new PeerIdentity.Agent(new AgentId("surabaya-1")));
        assertThat(certificate("server.crt").getSubjectAlternativeNames())
                .extracting(each -> (Object) each.get(1))
                .contains("pusat.example.go.id", "10.1.2.3", "localhost", "127.0.0.1");
        assertThat(out.toString())
                .contains("made  " + dir().resolve("server.crt") + " (until 2027-12-27T00:00:00Z)")
                .contains("copy " + dir().resolve("agents/surabaya-1") + " to agent surabaya-1");
    }

    @Test
    void allFiles_areReadableByTheirOwnerAlone() throws Exception {
        init("--agent", "a");

        try (Stream<Path> files = Files.walk(dir())) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
                        .as(each.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void secondRun_addsAnAgentAndKeepsTheRest() throws Exception {
        init("--agent", "a");
        byte[] ca = bytes("ca.key");
        byte[] server = bytes("server.key");
        byte[] first = bytes("agents/a/agent.key");

        assertThat(init("--agent", "a", "--agent", "b")).isZero();

        assertThat(bytes("ca.key")).isEqualTo(ca);
        assertThat(bytes("server.key")).isEqualTo(server);
        assertThat(bytes("agents/a/agent.key")).isEqualTo(first);
        certificate("agents/b/agent.crt").verify(certificate("ca.crt").getPublicKey());
        assertThat(out.toString()).contains("kept  " + dir().resolve("server.crt") + " (--replace makes a new one)");
    }

    @Test
    void replace_renewsLeavesAndKeepsTheAuthority() throws Exception {
        init("--agent", "a");
        byte[] ca = bytes("ca.key");
        byte[] server = bytes("server.key");
        byte[] agent = bytes("agents/a/agent.key");

        assertThat(init("--agent", "a", "--replace")).isZero();

        assertThat(bytes("ca.key")).isEqualTo(ca);
        assertThat(bytes("server.key")).isNotEqualTo(server);
        assertThat(bytes("agents/a/agent.key")).isNotEqualTo(agent);
    }

    @Test
    void replace_withoutHost_keepsTheNamesOfTheServer() throws Exception {
        init("--host", "pusat.example.go.id", "--host", "10.1.2.3");

        assertThat(init("--agent", "a", "--replace")).isZero();

        assertThat(certificate("server.crt").getSubjectAlternativeNames())
                .extracting(each -> (Object) each.get(1))
                .contains("pusat.example.go.id", "10.1.2.3", "localhost", "127.0.0.1");
    }

    @Test
    void lostAuthorityKey_isToldAndNothingIsReplaced() throws Exception {
        init();
        Files.delete(dir().resolve("ca.key"));
        byte[] ca = bytes("ca.crt");

        assertThat(init()).isOne();

        assertThat(err.toString()).contains("ca.crt: expected no file or both certificate and key. Found: one of them");
        assertThat(bytes("ca.crt")).isEqualTo(ca);
        assertThat(dir().resolve("ca.key")).doesNotExist();
    }

    @Test
    void foreignAuthorityKey_isTold() throws Exception {
        init();
        Files.move(
                dir().resolve("server.key"),
                dir().resolve("ca.key"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(init()).isOne();
        assertThat(err.toString()).contains("ca.key: expected the key of the authority in");
    }

    @Test
    void agentIdThatIsNone_isRefusedBeforeAnythingIsMade() {
        assertThat(init("--agent", "../etc")).isEqualTo(2);
        assertThat(err.toString()).contains("init: agent id: expected 1 to 64 of a-z 0-9 . _ -");
        assertThat(dir()).doesNotExist();
    }

    @Test
    void hostThatIsNone_isRefusedBeforeAnythingIsMade() {
        assertThat(init("--host", "pusat example")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "init: --host: expected a host name or an address. Found: \"pusat example\"");
        assertThat(dir()).doesNotExist();
    }

    @Test
    void hostForACertificateThatIsKept_isToldToHaveNoEffect() throws Exception {
        init();
        byte[] server = bytes("server.crt");

        assertThat(init("--host", "pusat.example.go.id")).isZero();

        assertThat(bytes("server.crt")).isEqualTo(server);
        assertThat(out.toString())
                .contains("its names stay as they are: --host has an effect on it only with --replace");
    }

    private int init(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--dir", dir().toString()));
        all.addAll(List.of(arguments));
        return new CommandLine(new InitCommand(InstantSource.fixed(NOW)))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private Path dir() {
        return temporary.resolve("pki");
    }

    private TlsFiles files(String certificate, String key, String authority) {
        return new TlsFiles(dir().resolve(certificate), dir().resolve(key), dir().resolve(authority));
    }

    private byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(dir().resolve(name));
    }

    private X509Certificate certificate(String name) throws Exception {
        try (InputStream in = Files.newInputStream(dir().resolve(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
