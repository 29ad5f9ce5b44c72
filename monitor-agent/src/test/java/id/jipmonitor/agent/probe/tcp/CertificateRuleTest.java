package id.jipmonitor.agent.probe.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of each way in which the platform can refuse a chain. */
class CertificateRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-10T00:00:00Z");
    private static final Instant SOON = Instant.parse("2026-11-12T00:00:00Z");

    private final TestAuthority authority = new TestAuthority("ca", NOW);

    private static CertificateException because(Exception cause) {
        return new CertificateException("refused", cause);
    }

    private static CertificateException because(BasicReason reason) {
        return because(new CertPathValidatorException("words", null, null, -1, reason));
    }

    private static List<X509Certificate> chain(X509Bundle leaf) {
        return List.of(leaf.getCertificatePath());
    }

    private List<X509Certificate> leaf() throws Exception {
        return chain(authority.leaf("portal.example", SOON));
    }

    @Test
    void step_withoutAPlace_isAboutTheLeaf() throws Exception {
        assertThat(CertificateRule.ofChain(leaf(), because(BasicReason.EXPIRED)))
                .isEqualTo(new CertificateProblem("kedaluwarsa sejak " + SOON, "expired on " + SOON));
        assertThat(CertificateRule.ofChain(leaf(), because(BasicReason.NOT_YET_VALID)))
                .isEqualTo(new CertificateProblem(
                        "belum berlaku sebelum 2026-11-05T00:00:00Z", "not valid before 2026-11-05T00:00:00Z"));
    }

    @Test
    void noPath_fromAChain_namesTheIssuerAtItsEnd() throws Exception {
        assertThat(CertificateRule.ofChain(leaf(), because(new CertPathBuilderException())))
                .isEqualTo(new CertificateProblem(
                        "penerbit tidak dikenal: rantai 1 sertifikat berujung pada CN=ca, yang tidak dipercaya host"
                                + " ini",
                        "unknown issuer: the chain of 1 leads to CN=ca, which this host does not trust"));
    }

    @Test
    void noPath_fromACertificateSignedByItself_isSelfSigned() throws Exception {
        List<X509Certificate> alone = chain(authority.selfSigned("portal.example"));

        assertThat(CertificateRule.ofChain(alone, because(new CertPathBuilderException())))
                .isEqualTo(new CertificateProblem("ditandatangani sendiri", "self-signed"));
    }

    @Test
    void noPath_fromOneThatOnlyNamesItselfAsIssuer_isNotSelfSigned() throws Exception {
        List<X509Certificate> posing = chain(new TestAuthority("portal.example", NOW).leaf("portal.example", SOON));

        assertThat(CertificateRule.ofChain(posing, because(new CertPathBuilderException()))
                        .english())
                .startsWith("unknown issuer");
    }

    @Test
    void anotherReason_isToldInThePlatformsWords() throws Exception {
        assertThat(CertificateRule.ofChain(leaf(), because(BasicReason.ALGORITHM_CONSTRAINED)))
                .isEqualTo(new CertificateProblem("words", "words"));
        assertThat(CertificateRule.ofChain(leaf(), new CertificateException("not for servers")))
                .isEqualTo(new CertificateProblem("not for servers", "not for servers"));
    }

    @Test
    void name_refused_isToldWithThoseThatWereThere() throws Exception {
        assertThat(CertificateRule.ofName(leaf(), new CertificateException("no match"), "mail.example"))
                .isEqualTo(new CertificateProblem(
                        "nama tidak cocok: mail.example tidak ada di antara portal.example",
                        "name mismatch: mail.example is not among portal.example"));
    }

    @Test
    void name_checkThatFindsTheChainTooWeakForTls_isNoMismatch() throws Exception {
        assertThat(CertificateRule.ofName(leaf(), because(BasicReason.ALGORITHM_CONSTRAINED), "portal.example")
                        .english())
                .isEqualTo("words");
    }
}
