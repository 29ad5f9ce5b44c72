package id.jipmonitor.protocol.tls;

import id.jipmonitor.protocol.model.AgentId;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
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

    static final Duration CLOCK_SLACK = Duration.ofDays(1);

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
     * The authority that {@link #write} left. Of several certificates in the file it is the one that the key belongs to.
     *
     * @throws TlsFileException when a file is missing, is not what it should be, or the two do not belong together
     */
    public static CertificateAuthority read(Path certificateFile, Path keyFile) {
        PrivateKey key = PemFiles.ecKey(keyFile);
        return PemFiles.certificates(certificateFile).stream()
                .filter(each -> each.getBasicConstraints() >= 0)
                .map(each -> new CertificateAuthority(each, key))
                .filter(CertificateAuthority::keyFits)
                .findFirst()
                .orElseThrow(() -> new TlsFileException(keyFile + ": expected the key of the authority in "
                        + certificateFile + ". Found: another key"));
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

    /** The successor of a server's certificate, with its names and a new key. */
    public IssuedCertificate renewServer(X509Certificate former, Instant now) {
        return issueServer(PeerIdentity.hostsOf(former), now);
    }

    /** A certificate to deliver this agent's results with. */
    public IssuedCertificate issueAgent(AgentId agent, Instant now) {
        return issue(agent.value(), agentNames(agent), KeyPurposeId.id_kp_clientAuth, now);
    }

    /**
     * A certificate for an agent that made its key itself.
     *
     * @param request PKCS #10 in PEM; of it only the key is taken
     * @throws IllegalArgumentException when the request is not acceptable; the message says why
     */
    public X509Certificate issueAgent(AgentId agent, String request, Instant now) {
        return leaf(
                agent.value(),
                agentNames(agent),
                KeyPurposeId.id_kp_clientAuth,
                CertificateRequest.keyOf(request),
                now);
    }

    static boolean hasSigned(X509Certificate authority, X509Certificate leaf) {
        try {
            leaf.verify(authority.getPublicKey());
            return authority.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Writes certificate and key, readable by the owner alone.
     *
     * @throws java.nio.file.FileAlreadyExistsException when one is there, and nothing is written: an authority is never replaced
     */
    public void write(Path certificateFile, Path keyFile) throws IOException {
        PemFiles.writePair(certificateFile, certificate, keyFile, key, false);
    }

    /** Writes the key alone, in place of one that is there. */
    void writeKey(Path file) throws IOException {
        PemFiles.write(file, PemFiles.pem(key));
    }

    private IssuedCertificate issue(String commonName, List<GeneralName> names, KeyPurposeId purpose, Instant now) {
        KeyPair pair = newKeyPair();
        return new IssuedCertificate(leaf(commonName, names, purpose, pair.getPublic(), now), pair.getPrivate());
    }

    private X509Certificate leaf(
            String commonName, List<GeneralName> names, KeyPurposeId purpose, PublicKey subjectKey, Instant now) {
        return new CertificateDraft(
                        name(commonName, "JIP Monitor"), subjectKey, now.minus(CLOCK_SLACK), now.plus(LEAF_LIFE))
                .leaf(names, purpose)
                .sign(certificate.getSubjectX500Principal(), certificate.getPublicKey(), key);
    }

    private static List<GeneralName> agentNames(AgentId agent) {
        return List.of(
                new GeneralName(GeneralName.uniformResourceIdentifier, PeerIdentity.AGENT_URI_PREFIX + agent.value()));
    }

    private boolean keyFits() {
        return IssuedCertificate.fits(certificate.getPublicKey(), key);
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

    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java platform has no EC P-256", e);
        }
    }
}
