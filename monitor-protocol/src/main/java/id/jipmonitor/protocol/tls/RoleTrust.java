package id.jipmonitor.protocol.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The platform's PKIX check (chain, dates, key usage, host name) and after it our own of the role. It stands in the
 * handshake so that a peer in the wrong role never gets to send a byte of data.
 */
final class RoleTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager chain;
    private final Class<? extends PeerIdentity> role;

    private RoleTrust(X509ExtendedTrustManager chain, Class<? extends PeerIdentity> role) {
        this.chain = chain;
        this.role = role;
    }

    static RoleTrust of(List<X509Certificate> authorities, Class<? extends PeerIdentity> role) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority " + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return new RoleTrust((X509ExtendedTrustManager) factory.getTrustManagers()[0], role);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the Java platform has no PKIX trust manager", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] peer, String authType, SSLEngine engine)
            throws CertificateException {
        chain.checkClientTrusted(peer, authType, engine);
        checkRole(peer);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] peer, String authType, SSLEngine engine)
            throws CertificateException {
        chain.checkServerTrusted(peer, authType, engine);
        checkRole(peer);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] peer, String authType, Socket socket) throws CertificateException {
        chain.checkClientTrusted(peer, authType, socket);
        checkRole(peer);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] peer, String authType, Socket socket) throws CertificateException {
        chain.checkServerTrusted(peer, authType, socket);
        checkRole(peer);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] peer, String authType) throws CertificateException {
        chain.checkClientTrusted(peer, authType);
        checkRole(peer);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] peer, String authType) throws CertificateException {
        chain.checkServerTrusted(peer, authType);
        checkRole(peer);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chain.getAcceptedIssuers();
    }

    private void checkRole(X509Certificate[] peer) throws CertificateException {
        try {
            PeerIdentity found = PeerIdentity.of(peer[0]);
            if (!role.isInstance(found)) {
                throw new CertificateException(
                        "certificate role: expected " + role.getSimpleName() + ". Found: " + found);
            }
        } catch (SSLPeerUnverifiedException e) {
            throw new CertificateException(e.getMessage(), e);
        }
    }
}
