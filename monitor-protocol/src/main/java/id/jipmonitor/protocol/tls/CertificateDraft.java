package id.jipmonitor.protocol.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate before it is signed; the only place that speaks BouncyCastle's builders. Profile: RFC 5280 section 4. */
final class CertificateDraft {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** RFC 5280 section 4.1.2.2: positive and at most 20 octets. */
    private static final int SERIAL_BITS = 159;

    private final X500Principal subject;
    private final PublicKey key;
    private final Instant notBefore;
    private final Instant notAfter;
    private final List<Entry> extensions = new ArrayList<>();

    CertificateDraft(X500Principal subject, PublicKey key, Instant notBefore, Instant notAfter) {
        this.subject = subject;
        this.key = key;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
    }

    /** It may sign leaves and revocation lists, but no further authority. */
    CertificateDraft authority() {
        add(Extension.basicConstraints, true, new BasicConstraints(0));
        add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return this;
    }

    /** It may do one thing under these names. */
    CertificateDraft leaf(List<GeneralName> names, KeyPurposeId purpose) {
        add(Extension.basicConstraints, true, new BasicConstraints(false));
        add(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        add(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        add(Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        return this;
    }

    X509Certificate sign(X500Principal issuer, PublicKey issuerKey, PrivateKey signingKey) {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, RANDOM).setBit(0),
                Date.from(notBefore),
                Date.from(notAfter),
                subject,
                key);
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuerKey));
            for (Entry each : extensions) {
                builder.addExtension(each.name(), each.critical(), each.content());
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signingKey)));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate for " + subject + " cannot be signed", e);
        }
    }

    private void add(ASN1ObjectIdentifier name, boolean critical, ASN1Encodable content) {
        extensions.add(new Entry(name, critical, content));
    }

    private record Entry(ASN1ObjectIdentifier name, boolean critical, ASN1Encodable content) {}
}
