package id.jipmonitor.agent.probe;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates that this host trusts; against them TCP probes judge what a service shows. */
public final class SystemTrust {
    private static final @Nullable KeyStore DEFAULT = null;

    private SystemTrust() {}

    /** @throws IllegalStateException when the Java platform has none */
    public static X509ExtendedTrustManager load() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(DEFAULT);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the Java platform has no X.509 trust manager"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the Java platform's trusted certificates cannot be read", impossible);
        }
    }
}
