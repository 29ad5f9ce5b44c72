package id.jipmonitor.protocol.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The platform's PKIX check (chain, dates, key usage, host name) and after it our own of the role. It stands in the
 * handshake so that a peer in the wrong role never gets to send a byte of data.
 */
final class RoleTrust extends X509ExtendedTrustManager {
    private final List<X509Certificate> authorities;
    private final Class<? extends PeerIdentity> role;
    private final CertificateTime time;

    private RoleTrust(List<X509Certificate> authorities, Class<? extends PeerIdentity> role, CertificateTime time) {
        this.authorities = List.copyOf(authorities);
        this.role = role;
        this.time = time;
    }

    static RoleTrust of(List<X509Certificate> authorities, Class<? extends PeerIdentity> role, CertificateTime time) {
        return new RoleTrust(authorities, role, time);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] peer, String authType, SSLEngine engine)
            throws CertificateException {
        chain(peer).checkClientTrusted(peer, authType, engine);
        checkRole(peer);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] peer, String authType, SSLEngine engine)
            throws CertificateException {
        chain(peer).checkServerTrusted(peer, authType, engine);
        checkRole(peer);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] peer, String authType, Socket socket) throws CertificateException {
        chain(peer).checkClientTrusted(peer, authType, socket);
        checkRole(peer);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] peer, String authType, Socket socket) throws CertificateException {
        chain(peer).checkServerTrusted(peer, authType, socket);
        checkRole(peer);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] peer, String authType) throws CertificateException {
        chain(peer).checkClientTrusted(peer, authType);
        checkRole(peer);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] peer, String authType) throws CertificateException {
        chain(peer).checkServerTrusted(peer, authType);
        checkRole(peer);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.toArray(X509Certificate[]::new);
    }

    /** Made for each check, because it judges by one instant. */
    private X509ExtendedTrustManager chain(X509Certificate[] peer) throws CertificateException {
        Optional<Instant> now = time.clock().map(InstantSource::instant);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors(now), new X509CertSelector());
            parameters.setRevocationEnabled(false); // the server keeps its own list, by agent
            now.ifPresent(at -> parameters.setDate(Date.from(CertificateTime.judgedAt(peer[0], at, time.grace()))));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no PKIX trust manager", e);
        }
    }

    /** The platform does not look at the dates of an authority that it was told to trust. */
    private Set<TrustAnchor> anchors(Optional<Instant> now) throws CertificateException {
        Set<TrustAnchor> anchors = authorities.stream()
                .filter(each -> now.isEmpty() || !each.getNotAfter().toInstant().isBefore(now.get()))
                .map(each -> new TrustAnchor(each, null))
                .collect(Collectors.toSet());
        if (anchors.isEmpty()) {
            throw new CertificateException("authorities: expected one that has not expired. Found: none");
        }
        return anchors;
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
