package id.jipmonitor.protocol.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
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

    @Override
    public String toString() {
        return "certificate " + certificate.getSerialNumber().toString(16) + " of "
                + certificate.getSubjectX500Principal();
    }
}
