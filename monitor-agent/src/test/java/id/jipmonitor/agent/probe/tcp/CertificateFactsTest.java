package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertificateFactsTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-11-01T00:00:00Z");

    private static CertificateBuilder draft() {
        return new CertificateBuilder()
                .subject("CN=mail.example,O=Diskominfo")
                .setIsCertificateAuthority(true)
                .notBefore(START)
                .notAfter(END);
    }

    @Test
    void facts_ofAChain_areThoseOfItsLeaf() throws Exception {
        X509Certificate leaf = draft().addSanDnsName("mail.example")
                .addSanIpAddress("10.35.0.25")
                .addSanUriName("urn:x")
                .buildSelfSigned()
                .getCertificate();

        assertThat(CertificateFacts.of(List.of(leaf, leaf)))
                .isEqualTo(new CertificateFacts(
                        "CN=mail.example,O=Diskominfo",
                        "CN=mail.example,O=Diskominfo",
                        "mail.example, 10.35.0.25",
                        START,
                        END,
                        2));
    }

    @Test
    void names_none_areADash() throws Exception {
        X509Certificate leaf = draft().buildSelfSigned().getCertificate();

        assertThat(CertificateFacts.of(List.of(leaf)).names()).isEqualTo("-");
    }

    @Test
    void names_many_areCounted() throws Exception {
        CertificateBuilder draft = draft();
        IntStream.range(0, 14).forEach(i -> draft.addSanDnsName("a" + i));

        assertThat(CertificateFacts.of(List.of(draft.buildSelfSigned().getCertificate()))
                        .names())
                .isEqualTo("a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, +4");
    }

    @Test
    void subject_tooLong_isCut() throws Exception {
        X509Certificate leaf = draft().subject("CN=" + "x".repeat(60) + (",OU=" + "y".repeat(60)).repeat(4))
                .buildSelfSigned()
                .getCertificate();

        assertThat(CertificateFacts.of(List.of(leaf)).subject()).hasSize(200).endsWith("...");
    }
}
