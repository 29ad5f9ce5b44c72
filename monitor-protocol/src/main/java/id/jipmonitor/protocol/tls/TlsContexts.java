package id.jipmonitor.protocol.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS 1.3 with a certificate on both sides and nothing below it. Beyond the chain each end checks the peer's role
 * during the handshake: see {@link PeerIdentity}.
 */
public final class TlsContexts {
    private static final String PROTOCOL = "TLSv1.3";

    private TlsContexts() {}

    /**
     * For the end that listens: an agent's certificate is required.
     *
     * @throws TlsFileException when a file is missing or not what it should be
     */
    public static SslContext server(TlsFiles files) {
        X509ExtendedTrustManager trust = RoleTrust.of(authority(files), PeerIdentity.Agent.class);
        return build(
                files,
                pair -> SslContextBuilder.forServer(pair.certificate(), pair.key())
                        .clientAuth(ClientAuth.REQUIRE)
                        .trustManager(trust));
    }

    /**
     * For the end that connects: the server's certificate must bear the name or address that was asked for. Make handlers
     * with {@link SslContext#newHandler(io.netty.buffer.ByteBufAllocator, String, int)}, or there is no name to check.
     *
     * @throws TlsFileException when a file is missing or not what it should be
     */
    public static SslContext client(TlsFiles files) {
        X509ExtendedTrustManager trust = RoleTrust.of(authority(files), PeerIdentity.Server.class);
        return build(
                files,
                pair -> SslContextBuilder.forClient()
                        .keyManager(pair.certificate(), pair.key())
                        .trustManager(trust)
                        .endpointIdentificationAlgorithm("HTTPS"));
    }

    private static SslContext build(TlsFiles files, Function<Pair, SslContextBuilder> begin) {
        try (InputStream certificate = open("certificate", files.certificate());
                InputStream key = open("private key", files.key())) {
            return begin.apply(new Pair(certificate, key))
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .build();
        } catch (IllegalArgumentException | SSLException e) {
            throw unusable(files, e);
        } catch (IOException e) {
            throw new TlsFileException(files.certificate() + ": cannot be closed: " + e.getMessage(), e);
        }
    }

    private static List<X509Certificate> authority(TlsFiles files) {
        return PemFiles.certificates(files.authorities());
    }

    private static InputStream open(String what, Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw PemFiles.unreadable(what, file, e);
        }
    }

    private static TlsFileException unusable(TlsFiles files, Exception cause) {
        return new TlsFileException(
                files.certificate() + " and " + files.key()
                        + ": expected a PEM certificate and its PKCS#8 private key. Found: " + cause.getMessage(),
                cause);
    }

    private record Pair(InputStream certificate, InputStream key) {}
}
