package id.jipmonitor.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.AgentId;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    private final CertificateAuthority authority = CertificateAuthority.create("Test", NOW);

    @Test
    void request_ofAnotherName_getsTheNameThatTheIssuerSays() throws Exception {
        CertificateRequest request = CertificateRequest.create(new AgentId("somebody-else"));

        X509Certificate certificate = authority.issueAgent(AGENT, request.pem(), NOW);

        assertThat(PeerIdentity.of(certificate)).isEqualTo(new PeerIdentity.Agent(AGENT));
        assertThat(IssuedCertificate.fits(certificate.getPublicKey(), request.key()))
                .isTrue();
        assertThat(CertificateAuthority.hasSigned(authority.certificate(), certificate))
                .isTrue();
    }

    @Test
    void request_ofAnotherCurve_isRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));

        assertRefused(
                ownRequest(generator.generateKeyPair(), "SHA256withECDSA"),
                "certificate request: expected a key on the curve P-256. Found: another kind of key");
    }

    @Test
    void request_ofRsa_isRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);

        assertRefused(
                ownRequest(generator.generateKeyPair(), "SHA256withRSA"),
                "certificate request: expected a key on the curve P-256. Found: another kind of key");
    }

    @Test
    void request_signedByAnotherKey_isRefused() throws Exception {
        assertRefused(
                request(CertificateAuthority.newKeyPair(), CertificateAuthority.newKeyPair(), "SHA256withECDSA"),
                "certificate request: expected one that its own key has signed with SHA-256. Found: another signature");
    }

    @Test
    void request_signedWithSha1_isRefused() throws Exception {
        assertRefused(
                ownRequest(CertificateAuthority.newKeyPair(), "SHA1withECDSA"),
                "certificate request: expected one that its own key has signed with SHA-256. Found: another signature");
    }

    @Test
    void textThatIsNoRequest_isRefused() {
        for (String each : new String[] {"", "AAAA", "MIIB", "-----BEGIN CERTIFICATE REQUEST-----", "!", "MAA="}) {
            assertRefused(each, "certificate request: expected PKCS #10. Found: something else");
        }
    }

    private void assertRefused(String request, String message) {
        assertThatThrownBy(() -> authority.issueAgent(AGENT, request, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static String ownRequest(KeyPair pair, String algorithm) throws Exception {
        return request(pair, pair, algorithm);
    }

    private static String request(KeyPair pair, KeyPair signer, String algorithm) throws Exception {
        byte[] request = new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=a"), pair.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                .getEncoded();
        return PemFiles.pem("CERTIFICATE REQUEST", request);
    }
}
