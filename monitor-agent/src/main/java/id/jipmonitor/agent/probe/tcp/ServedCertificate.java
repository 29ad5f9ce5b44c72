package id.jipmonitor.agent.probe.tcp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets any certificate pass and remembers what the real trust manager says of it, so that an expired certificate is a
 * finding of its own and not a broken connection. For one handshake only. Nothing secret is ever sent over it.
 */
final class ServedCertificate extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private volatile Optional<Instant> notAfter = Optional.empty();
    private volatile Optional<String> problem = Optional.of("none was served");

    ServedCertificate(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    Optional<Instant> notAfter() {
        return notAfter;
    }

    /** Why chain or name are not to be trusted; empty when they are. */
    Optional<String> problem() {
        return problem;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        notAfter = Optional.of(chain[0].getNotAfter().toInstant());
        try {
            trust.checkServerTrusted(chain, authType, engine);
            problem = Optional.empty();
        } catch (CertificateException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            problem = Optional.of(String.valueOf(root.getMessage()));
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("expected an engine. Found: a socket");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("expected an engine. Found: none");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
