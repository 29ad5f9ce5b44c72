package id.jipmonitor.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.AgentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop at any moment of a replacement leaves a pair that fits, and nothing beside it once it was settled. */
class CredentialFilesTest {
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private Path directory;

    private final CertificateAuthority authority = CertificateAuthority.create("Test", NOW);
    private final CertificateAuthority other = CertificateAuthority.create("Other", NOW);
    private final IssuedCertificate former = authority.issueAgent(AGENT, NOW);
    private final IssuedCertificate next = authority.issueAgent(AGENT, NOW);
    private TlsFiles files;

    @BeforeEach
    void place() throws IOException {
        files = new TlsFiles(
                directory.resolve("tls/agent.crt"),
                directory.resolve("tls/agent.key"),
                directory.resolve("tls/ca.crt"));
        former.write(files.certificate(), files.key(), false);
        PemFiles.write(files.authorities(), PemFiles.pem(authority.certificate()));
    }

    @Test
    void pair_replaced_isTheNewOneForItsOwnerAlone() throws IOException {
        CredentialFiles.replace(files, next);

        assertHolds(next);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
                .isEqualTo("rw-------");
    }

    @Test
    void stopAfterTheFirstNewFile_settled_keepsTheFormerPair() throws IOException {
        PemFiles.write(beside("agent.crt.next"), PemFiles.pem(next.certificate()));
        CredentialFiles.settle(files);

        assertHolds(former);
    }

    @Test
    void stopBeforeTheFirstMove_settled_takesTheNewPair() throws IOException {
        PemFiles.write(beside("agent.crt.next"), PemFiles.pem(next.certificate()));
        PemFiles.write(beside("agent.key.next"), PemFiles.pem(next.key()));
        CredentialFiles.settle(files);

        assertHolds(next);
    }

    @Test
    void stopBetweenTheMoves_settled_takesTheNewPair() throws IOException {
        PemFiles.write(beside("agent.crt.next"), PemFiles.pem(next.certificate()));
        PemFiles.write(files.key(), PemFiles.pem(next.key()));
        CredentialFiles.settle(files);

        assertHolds(next);
    }

    @Test
    void pairReplaced_whileAnotherThreadReadsIt_alwaysFits() throws Exception {
        Thread reader = Thread.ofVirtual().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                CredentialFiles.settle(files);
            }
        });
        for (int i = 0; i < 50; i++) {
            CredentialFiles.replace(files, i % 2 == 0 ? next : former);
        }
        CredentialFiles.replace(files, next);
        reader.interrupt();
        reader.join();

        assertHolds(next);
    }

    @Test
    void strayHalves_settled_areRemoved() throws IOException {
        PemFiles.write(beside("agent.crt.next"), PemFiles.pem(next.certificate()));
        PemFiles.write(
                beside("agent.key.next"),
                PemFiles.pem(CertificateAuthority.newKeyPair().getPrivate()));
        CredentialFiles.settle(files);

        assertHolds(former);
    }

    @Test
    void certificateFromTheServer_thatIsNotWhatWasAskedFor_changesNothing() {
        CertificateRequest request = CertificateRequest.create(AGENT);
        List<String> authorities = List.of(PemFiles.pem(authority.certificate()));

        assertThatThrownBy(() -> CredentialFiles.store(
                        files, AGENT, request.key(), PemFiles.pem(next.certificate()), authorities))
                .hasMessageContaining("expected one for the key that was made here. Found: one for another key");
        assertThatThrownBy(() -> CredentialFiles.store(
                        files, new AgentId("b"), next.key(), PemFiles.pem(next.certificate()), authorities))
                .hasMessageContaining("expected one of agent b. Found: CN=agent-1, O=JIP Monitor");
        assertThatThrownBy(() -> CredentialFiles.store(
                        files,
                        AGENT,
                        next.key(),
                        PemFiles.pem(next.certificate()),
                        List.of(PemFiles.pem(other.certificate()))))
                .hasMessageContaining("expected one by an authority that came with it");
        assertThatThrownBy(() -> CredentialFiles.store(
                        files,
                        AGENT,
                        next.key(),
                        PemFiles.pem(next.certificate()),
                        List.of(PemFiles.pem(former.certificate()))))
                .hasMessageContaining("authority from the server: expected an authority's certificate");
        assertHolds(former);
    }

    @Test
    void authorities_thatShareNone_areRefused() throws IOException {
        assertThatThrownBy(() -> CredentialFiles.storeAuthorities(files, List.of(PemFiles.pem(other.certificate()))))
                .hasMessageContaining("expected one that is trusted already among them. Found: none");
        List<String> both = List.of(PemFiles.pem(other.certificate()), PemFiles.pem(authority.certificate()));

        assertThat(CredentialFiles.storeAuthorities(files, both)).isTrue();
        assertThat(CredentialFiles.storeAuthorities(files, both)).isFalse();
        assertThat(TlsContexts.authoritiesOf(files)).isEqualTo(both);
    }

    private void assertHolds(IssuedCertificate expected) {
        assertThat(PemFiles.certificates(files.certificate())).containsExactly(expected.certificate());
        assertThat(PemFiles.ecKey(files.key())).isEqualTo(expected.key());
        assertThat(beside("agent.crt.next")).doesNotExist();
        assertThat(beside("agent.key.next")).doesNotExist();
    }

    private Path beside(String name) {
        return directory.resolve("tls").resolve(name);
    }
}
