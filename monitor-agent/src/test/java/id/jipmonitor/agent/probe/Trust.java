package id.jipmonitor.agent.probe;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trust managers for tests. */
public final class Trust {
    private Trust() {}

    /** The system's certificate authorities. */
    public static X509ExtendedTrustManager system() {
        return in(null);
    }

    /** The certificates of a store, or the system's. */
    public static X509ExtendedTrustManager in(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
