package id.jipmonitor.protocol.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes the one authority whose fingerprint it was told, and beneath it only servers: who has no authority's certificate
 * yet takes it from the chain that the server shows, once its fingerprint is the right one.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
    private final String fingerprint;

    PinnedTrust(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        beneath(chain).checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        beneath(chain).checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        beneath(chain).checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw noClient();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw noClient();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private RoleTrust beneath(X509Certificate[] chain) throws CertificateException {
        X509Certificate authority = Arrays.stream(chain)
                .filter(each -> each.getBasicConstraints() >= 0)
                .filter(each -> EnrolmentToken.fingerprintOf(each).equals(fingerprint))
                .findFirst()
                .orElseThrow(
                        () -> new CertificateException("server: expected one of the authority that the token names."
                                + " Found: another. It is not the server that made the token, or its authority is a new one:"
                                + " ask for a new token"));
        return RoleTrust.of(List.of(authority), PeerIdentity.Server.class, CertificateTime.PLATFORM);
    }

    private static CertificateException noClient() {
        return new CertificateException("client certificate: expected none here. Found: one");
    }
}
