package id.jipmonitor.agent.probe.tcp;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets any certificate pass and remembers what the real trust manager says of it, so that an expired certificate is a
 * finding of its own and not a broken connection. For one handshake only. Nothing secret is ever sent over it.
 */
final class ServedCertificate extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private volatile Optional<CertificateFacts> facts = Optional.empty();
    private volatile Optional<CertificateProblem> problem = Optional.of(CertificateProblem.NONE_SERVED);

    ServedCertificate(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    /** What the chain says of itself; empty before the handshake. */
    Optional<CertificateFacts> facts() {
        return facts;
    }

    /** Why chain or name are not to be trusted; empty when they are. */
    Optional<CertificateProblem> problem() {
        return problem;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        facts = Optional.of(CertificateFacts.of(List.of(chain)));
        problem = judged(chain, authType, engine);
    }

    /** The chain first and then its name, so that it is known which of them is wrong. */
    private Optional<CertificateProblem> judged(X509Certificate[] chain, String authType, SSLEngine engine) {
        try {
            trust.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            return Optional.of(CertificateRule.ofChain(List.of(chain), e));
        }
        try {
            trust.checkServerTrusted(chain, authType, engine);
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(CertificateRule.ofName(List.of(chain), e, engine.getPeerHost()));
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
