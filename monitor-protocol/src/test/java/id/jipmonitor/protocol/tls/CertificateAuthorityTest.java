package id.jipmonitor.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.AgentId;
import io.netty.pkitesting.CertificateBuilder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateAuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private Path directory;

    private final CertificateAuthority authority = CertificateAuthority.create("Test", NOW);

    @Test
    void agentCertificate_saysWhoAndWhatFor() throws Exception {
        X509Certificate certificate =
                authority.issueAgent(new AgentId("surabaya-1"), NOW).certificate();

        certificate.verify(authority.certificate().getPublicKey());
        assertThat(PeerIdentity.of(certificate)).isEqualTo(new PeerIdentity.Agent(new AgentId("surabaya-1")));
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(CertificateAuthority.LEAF_LIFE));
    }

    @Test
    void serverCertificate_bearsNamesAndAddresses() throws Exception {
        X509Certificate certificate = authority
                .issueServer(List.of("pusat.example.go.id", "10.1.2.3", "2001:db8::1"), NOW)
                .certificate();

        assertThat(PeerIdentity.of(certificate)).isEqualTo(new PeerIdentity.Server());
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(each -> each.get(0) + " " + each.get(1))
                .containsExactly("6 jip:server", "2 pusat.example.go.id", "7 10.1.2.3", "7 2001:db8:0:0:0:0:0:1");
    }

    @Test
    void serverCertificate_withoutNames_isRefused() {
        assertThatThrownBy(() -> authority.issueServer(List.of(), NOW))
                .hasMessage("server certificate: expected at least one name or address. Found: none");
    }

    @Test
    void authority_writtenAndRead_signsTheSame() throws Exception {
        authority.write(directory.resolve("ca.crt"), directory.resolve("ca.key"));
        CertificateAuthority read = CertificateAuthority.read(directory.resolve("ca.crt"), directory.resolve("ca.key"));

        read.issueAgent(new AgentId("a"), NOW)
                .certificate()
                .verify(authority.certificate().getPublicKey());
    }

    @Test
    void authority_isNeverReplaced() throws Exception {
        Files.writeString(directory.resolve("ca.crt"), "precious");

        assertThatThrownBy(() -> authority.write(directory.resolve("ca.crt"), directory.resolve("ca.key")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(directory.resolve("ca.crt")).hasContent("precious");
        assertThat(directory.resolve("ca.key")).doesNotExist();
    }

    @Test
    void issuedCertificate_inLogs_showsNoKey() {
        IssuedCertificate issued = authority.issueAgent(new AgentId("a"), NOW);

        assertThat(issued.toString()).startsWith("certificate ").doesNotContain("PrivateKey");
    }

    @Test
    void certificateWithoutRole_hasNoIdentity() throws Exception {
        X509Certificate certificate = new CertificateBuilder()
                .subject("CN=surabaya-1")
                .addSanDnsName("surabaya-1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificate();

        assertThatThrownBy(() -> PeerIdentity.of(certificate))
                .isInstanceOf(SSLPeerUnverifiedException.class)
                .hasMessageContaining("expected one URI name jip:server or jip:agent:<id>. Found: []");
    }

    @Test
    void certificateWithTwoRoles_hasNoIdentity() throws Exception {
        X509Certificate certificate = new CertificateBuilder()
                .subject("CN=a")
                .addSanUriName("jip:agent:a")
                .addSanUriName("jip:server")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificate();

        assertThatThrownBy(() -> PeerIdentity.of(certificate)).hasMessageContaining("Found: [jip:agent:a, jip:server]");
    }

    @Test
    void certificateWhoseNamesDisagree_hasNoIdentity() throws Exception {
        X509Certificate certificate = new CertificateBuilder()
                .subject("CN=a")
                .addSanUriName("jip:agent:b")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificate();

        assertThatThrownBy(() -> PeerIdentity.of(certificate))
                .hasMessageContaining("expected URI name jip:agent:a, as its CN says. Found: jip:agent:b");
    }

    @Test
    void missingFiles_areNamedWithTheRemedy() {
        TlsFiles files =
                new TlsFiles(directory.resolve("a.crt"), directory.resolve("a.key"), directory.resolve("ca.crt"));

        assertThatThrownBy(() -> TlsContexts.client(files))
                .isInstanceOf(TlsFileException.class)
                .hasMessage(directory.resolve("ca.crt")
                        + ": expected a readable certificate file. Found: no such file; `jip server init` makes one");
    }

    @Test
    void keyFileThatIsNone_isToldWithoutItsContent() throws Exception {
        Path ca = directory.resolve("ca.crt");
        authority.write(ca, directory.resolve("ca.key"));
        Path key = Files.writeString(directory.resolve("a.key"), "hunter2");

        assertThatThrownBy(() -> TlsContexts.server(new TlsFiles(ca, key, ca)))
                .isInstanceOf(TlsFileException.class)
                .hasMessageContaining("expected a PEM certificate and its PKCS#8 private key")
                .hasMessageNotContaining("hunter2");
    }
}
