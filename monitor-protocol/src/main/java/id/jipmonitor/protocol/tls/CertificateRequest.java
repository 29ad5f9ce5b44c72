package id.jipmonitor.protocol.tls;

import id.jipmonitor.protocol.model.AgentId;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A new key with a request for its certificate (PKCS #10, RFC 2986). The signature in the request shows that the asker
 * holds the key; the subject is courtesy, the issuer decides the name.
 *
 * @param pem the request
 * @param key stays with the asker
 */
public record CertificateRequest(String pem, PrivateKey key) {
    /** A request of a new EC P-256 key. */
    public static CertificateRequest create(AgentId agent) {
        KeyPair pair = CertificateAuthority.newKeyPair();
        try {
            PKCS10CertificationRequest request = new JcaPKCS10CertificationRequestBuilder(
                            new X500Principal("CN=" + agent.value()), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new CertificateRequest(PemFiles.pem("CERTIFICATE REQUEST", request.getEncoded()), pair.getPrivate());
        } catch (OperatorCreationException | IOException e) {
            throw new IllegalStateException("a certificate request for " + agent + " cannot be signed", e);
        }
    }

    /**
     * The key of a stranger's request. Only EC P-256 with ECDSA over SHA-256 is taken: it is what our own agents make, and
     * every further kind would be one more way to send something weak.
     *
     * @throws IllegalArgumentException when it is no request, of another kind of key, or not signed by its own key
     */
    static PublicKey keyOf(String pem) {
        try {
            String body = pem.replaceAll("-----(BEGIN|END) CERTIFICATE REQUEST-----", "")
                    .replaceAll("\\s", "");
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(decoded(body));
            PublicKey key = key(request.getSubjectPublicKeyInfo());
            if (!request.getSignatureAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.ecdsa_with_SHA256)
                    || !request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw refused("one that its own key has signed with SHA-256", "another signature");
            }
            return key;
        } catch (IOException | PKCSException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalArgumentException("certificate request: expected PKCS #10. Found: something else", e);
        }
    }

    private static byte[] decoded(String body) throws IOException {
        try {
            return Base64.getDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new IOException("no base64", e);
        }
    }

    private static PublicKey key(SubjectPublicKeyInfo info) throws GeneralSecurityException, IOException {
        AlgorithmIdentifier kind = info.getAlgorithm();
        if (!kind.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                || !SECObjectIdentifiers.secp256r1.equals(kind.getParameters())) {
            throw refused("a key on the curve P-256", "another kind of key");
        }
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }

    private static IllegalArgumentException refused(String expected, String found) {
        return new IllegalArgumentException("certificate request: expected " + expected + ". Found: " + found);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "certificate request";
    }
}
