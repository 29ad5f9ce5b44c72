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
import java.util.ArrayList;
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
        return server(files, CertificateTime.PLATFORM);
    }

    /** The same, judging agents' certificates by another clock or with grace. */
    public static SslContext server(TlsFiles files, CertificateTime time) {
        X509ExtendedTrustManager trust = RoleTrust.of(authority(files), PeerIdentity.Agent.class, time);
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
        return client(files, CertificateTime.PLATFORM);
    }

    /** The same, judging the server's certificate by another clock. */
    public static SslContext client(TlsFiles files, CertificateTime time) {
        X509ExtendedTrustManager trust = RoleTrust.of(authority(files), PeerIdentity.Server.class, time);
        return build(
                files,
                pair -> SslContextBuilder.forClient()
                        .keyManager(pair.certificate(), pair.key())
                        .trustManager(trust)
                        .endpointIdentificationAlgorithm("HTTPS"));
    }

    /**
     * For the end where agents without a certificate ask for one: it shows its authority beside its own certificate, so that
     * they can compare the fingerprint.
     *
     * @throws TlsFileException when a file is missing or not what it should be
     */
    public static SslContext enrolmentServer(TlsFiles files) {
        List<X509Certificate> chain = new ArrayList<>(PemFiles.certificates(files.certificate()));
        chain.add(issuerOf(files));
        return serve(
                files, SslContextBuilder.forServer(PemFiles.ecKey(files.key()), chain.toArray(X509Certificate[]::new)));
    }

    /** For an agent without a certificate: it believes only the authority of this fingerprint. */
    public static SslContext enrolmentClient(EnrolmentToken token) {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(new PinnedTrust(token.fingerprint()))
                    .endpointIdentificationAlgorithm("HTTPS")
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("the Java platform has no " + PROTOCOL, e);
        }
    }

    /**
     * The authority that has signed this end's certificate.
     *
     * @throws TlsFileException when none of those in the file has
     */
    public static X509Certificate issuerOf(TlsFiles files) {
        X509Certificate leaf = PemFiles.certificates(files.certificate()).getFirst();
        return authority(files).stream()
                .filter(each -> CertificateAuthority.hasSigned(each, leaf))
                .findFirst()
                .orElseThrow(() ->
                        new TlsFileException(files.authorities() + ": expected the authority of " + files.certificate()
                                + ". Found: others. Make the certificate anew by `jip server init --replace`"));
    }

    /** This end's own certificate. */
    public static X509Certificate certificateOf(TlsFiles files) {
        CredentialFiles.settle(files);
        return PemFiles.certificates(files.certificate()).getFirst();
    }

    /** The authorities that this end trusts, in PEM, one each. */
    public static List<String> authoritiesOf(TlsFiles files) {
        return authority(files).stream().map(PemFiles::pem).toList();
    }

    private static SslContext serve(TlsFiles files, SslContextBuilder builder) {
        try {
            return builder.clientAuth(ClientAuth.NONE)
                    .sslProvider(SslProvider.JDK)
                    .protocols(PROTOCOL)
                    .build();
        } catch (IllegalArgumentException | SSLException e) {
            throw unusable(files, e);
        }
    }

    private static SslContext build(TlsFiles files, Function<Pair, SslContextBuilder> begin) {
        CredentialFiles.settle(files);
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
