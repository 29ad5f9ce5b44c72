package id.jipmonitor.protocol.tls;

import id.jipmonitor.protocol.model.AgentId;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The network's own small authority: it signs who may serve and who may deliver results. Keys are EC P-256. Leaves are
 * valid from a day before they are made, for clocks that are behind.
 */
public final class CertificateAuthority {
    /** How long an authority's own certificate lasts. */
    public static final Duration AUTHORITY_LIFE = Duration.ofDays(3_653);
    /** How long a server's or an agent's certificate lasts. */
    public static final Duration LEAF_LIFE = Duration.ofDays(398);

    private static final Duration CLOCK_SLACK = Duration.ofDays(1);

    private final X509Certificate certificate;
    private final PrivateKey key;

    private CertificateAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** A new authority with a new key, in memory only. */
    public static CertificateAuthority create(String organization, Instant now) {
        KeyPair pair = newKeyPair();
        X500Principal name = name(organization + " CA", organization);
        X509Certificate certificate = new CertificateDraft(
                        name, pair.getPublic(), now.minus(CLOCK_SLACK), now.plus(AUTHORITY_LIFE))
                .authority()
                .sign(name, pair.getPublic(), pair.getPrivate());
        return new CertificateAuthority(certificate, pair.getPrivate());
    }

    /**
     * The authority that {@link #write} left.
     *
     * @throws TlsFileException when a file is missing, is not what it should be, or the two do not belong together
     */
    public static CertificateAuthority read(Path certificateFile, Path keyFile) {
        X509Certificate certificate = PemFiles.certificates(certificateFile).getFirst();
        PrivateKey key = PemFiles.ecKey(keyFile);
        CertificateAuthority authority = new CertificateAuthority(certificate, key);
        if (certificate.getBasicConstraints() < 0 || !authority.keyFits()) {
            throw new TlsFileException(
                    keyFile + ": expected the key of the authority in " + certificateFile + ". Found: another key");
        }
        return authority;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * A certificate to serve with.
     *
     * @param hosts DNS names and addresses that agents will connect to, at least one
     */
    public IssuedCertificate issueServer(List<String> hosts, Instant now) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException(
                    "server certificate: expected at least one name or address. Found: none");
        }
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, PeerIdentity.SERVER_URI));
        for (String host : hosts) {
            names.add(new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        return issue(hosts.getFirst(), names, KeyPurposeId.id_kp_serverAuth, now);
    }

    /** A certificate to deliver this agent's results with. */
    public IssuedCertificate issueAgent(AgentId agent, Instant now) {
        GeneralName name =
                new GeneralName(GeneralName.uniformResourceIdentifier, PeerIdentity.AGENT_URI_PREFIX + agent.value());
        return issue(agent.value(), List.of(name), KeyPurposeId.id_kp_clientAuth, now);
    }

    /**
     * Writes certificate and key, readable by the owner alone.
     *
     * @throws java.nio.file.FileAlreadyExistsException when one is there, and nothing is written: an authority is never replaced
     */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        PemFiles.writePair(certificateFile, certificate, keyFile, key, false);
    }

    private IssuedCertificate issue(String commonName, List<GeneralName> names, KeyPurposeId purpose, Instant now) {
        KeyPair pair = newKeyPair();
        X509Certificate leaf = new CertificateDraft(
                        name(commonName, "JIP Monitor"), pair.getPublic(), now.minus(CLOCK_SLACK), now.plus(LEAF_LIFE))
                .leaf(names, purpose)
                .sign(certificate.getSubjectX500Principal(), certificate.getPublicKey(), key);
        return new IssuedCertificate(leaf, pair.getPrivate());
    }

    private boolean keyFits() {
        try {
            X509Certificate trial = issueAgent(new AgentId("key-check"), Instant.EPOCH.plus(CLOCK_SLACK))
                    .certificate();
            trial.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private static X500Principal name(String commonName, String organization) {
        return new X500Principal("CN=" + quoted(commonName) + ",O=" + quoted(organization));
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no EC P-256", e);
        }
    }
}
