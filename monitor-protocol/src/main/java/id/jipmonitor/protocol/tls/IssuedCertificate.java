package id.jipmonitor.protocol.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** A certificate with the private key that was made for it. */
public record IssuedCertificate(X509Certificate certificate, PrivateKey key) {
    /**
     * Writes both, readable by the owner alone, each appearing whole.
     *
     * @param replace whether files that are there give way
     * @throws java.nio.file.FileAlreadyExistsException when one is there and may not give way; nothing is written
     */
    public void write(Path certificateFile, Path keyFile, boolean replace) throws IOException {
        PemFiles.writePair(certificateFile, certificate, keyFile, key, replace);
    }

    /** Whether the two halves belong together. */
    static boolean fits(PublicKey half, PrivateKey other) {
        byte[] trial = "jip".getBytes(StandardCharsets.US_ASCII);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(other);
            signature.update(trial);
            byte[] signed = signature.sign();
            signature.initVerify(half);
            signature.update(trial);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "certificate " + certificate.getSerialNumber().toString(16) + " of "
                + certificate.getSubjectX500Principal();
    }
}
