package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.agent.probe.Trust;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.KeyStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;

/** An authority of its own for servers of a test. */
final class TestAuthority {
    private final X509Bundle own;
    private final Instant now;

    TestAuthority(String name, Instant now) {
        this.now = now;
        try {
            this.own = new CertificateBuilder()
                    .subject("CN=" + name)
                    .setIsCertificateAuthority(true)
                    .notBefore(now.minus(9, ChronoUnit.DAYS))
                    .notAfter(now.plus(9, ChronoUnit.DAYS))
                    .buildSelfSigned();
        } catch (Exception e) { // What the builder declares.
            throw new IllegalStateException(e);
        }
    }

    /** Valid since five days ago. */
    X509Bundle leaf(String name, Instant notAfter) throws Exception {
        return draft(name).notAfter(notAfter).buildIssuedBy(own);
    }

    /** Valid for three days from a time on. */
    X509Bundle leafFrom(String name, Instant notBefore) throws Exception {
        return draft(name)
                .notBefore(notBefore)
                .notAfter(notBefore.plus(3, ChronoUnit.DAYS))
                .buildIssuedBy(own);
    }

    /** A leaf of an authority between, which ends at that time. */
    X509Bundle leafOfIntermediate(String name, Instant intermediateNotAfter) throws Exception {
        X509Bundle between = new CertificateBuilder()
                .subject("CN=between")
                .setIsCertificateAuthority(true)
                .notBefore(now.minus(5, ChronoUnit.DAYS))
                .notAfter(intermediateNotAfter)
                .buildIssuedBy(own);
        return draft(name).notAfter(now.plus(3, ChronoUnit.DAYS)).buildIssuedBy(between);
    }

    X509Bundle selfSigned(String name) throws Exception {
        return draft(name)
                .setIsCertificateAuthority(true)
                .notAfter(now.plus(3, ChronoUnit.DAYS))
                .buildSelfSigned();
    }

    private CertificateBuilder draft(String name) {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addSanDnsName(name)
                .notBefore(now.minus(5, ChronoUnit.DAYS));
    }

    /** Trusts this authority alone. */
    X509ExtendedTrustManager trust() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("ca", own.getCertificate());
        return Trust.in(store);
    }

    /** What a server with this certificate needs. */
    static SSLContext serving(X509Bundle certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }
}
