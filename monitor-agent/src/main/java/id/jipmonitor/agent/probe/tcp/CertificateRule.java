package id.jipmonitor.agent.probe.tcp;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertPathValidatorException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a chain was not accepted, by what the platform's validation (RFC 5280 section 6) threw, not by its words, which may
 * change with each release.
 */
final class CertificateRule {
    private CertificateRule() {}

    /** What is wrong with a chain, whatever name it is for. */
    static CertificateProblem ofChain(List<X509Certificate> chain, CertificateException failure) {
        Optional<CertPathValidatorException> step = first(CertPathValidatorException.class, failure);
        Reason reason = step.map(CertPathValidatorException::getReason).orElse(BasicReason.UNSPECIFIED);
        if (reason == BasicReason.EXPIRED) {
            X509Certificate ended = at(step, chain);
            String end = ended.getNotAfter().toInstant() + whose(ended, chain);
            return new CertificateProblem("kedaluwarsa sejak " + end, "expired on " + end);
        }
        if (reason == BasicReason.NOT_YET_VALID) {
            X509Certificate early = at(step, chain);
            String start = early.getNotBefore().toInstant() + whose(early, chain);
            return new CertificateProblem("belum berlaku sebelum " + start, "not valid before " + start);
        }
        return first(CertPathBuilderException.class, failure).isPresent() ? unknown(chain) : other(failure);
    }

    /** What is wrong when the chain alone was accepted, but not for this name. */
    static CertificateProblem ofName(List<X509Certificate> chain, CertificateException failure, String name) {
        if (first(CertPathValidatorException.class, failure).isPresent()) {
            return other(failure);
        }
        String names = CertificateFacts.of(chain).names();
        return new CertificateProblem(
                "nama tidak cocok: " + name + " tidak ada di antara " + names,
                "name mismatch: " + name + " is not among " + names);
    }

    private static CertificateProblem unknown(List<X509Certificate> chain) {
        if (selfSigned(chain.getFirst())) {
            return new CertificateProblem("ditandatangani sendiri", "self-signed");
        }
        String issuer = CertificateFacts.text(chain.getLast().getIssuerX500Principal());
        return new CertificateProblem(
                "penerbit tidak dikenal: rantai " + chain.size() + " sertifikat berujung pada " + issuer
                        + ", yang tidak dipercaya host ini",
                "unknown issuer: the chain of " + chain.size() + " leads to " + issuer
                        + ", which this host does not trust");
    }

    private static CertificateProblem other(CertificateException failure) {
        String words = String.valueOf(causes(failure).toList().getLast().getMessage());
        return new CertificateProblem(words, words);
    }

    private static boolean selfSigned(X509Certificate leaf) {
        if (!leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal())) {
            return false;
        }
        try {
            leaf.verify(leaf.getPublicKey());
            return true;
        } catch (GeneralSecurityException another) {
            return false;
        }
    }

    /** The certificate that a step of the validation was about; the leaf when it does not say. */
    private static X509Certificate at(Optional<CertPathValidatorException> step, List<X509Certificate> chain) {
        return step.filter(each -> each.getIndex() >= 0 && each.getCertPath() != null)
                .map(each -> each.getCertPath().getCertificates().get(each.getIndex()))
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .orElse(chain.getFirst());
    }

    private static String whose(X509Certificate certificate, List<X509Certificate> chain) {
        return certificate.equals(chain.getFirst())
                ? ""
                : " (" + CertificateFacts.text(certificate.getSubjectX500Principal()) + ")";
    }

    private static <T> Optional<T> first(Class<T> type, Throwable failure) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause);
    }
}
