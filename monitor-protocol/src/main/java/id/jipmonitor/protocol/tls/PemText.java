package id.jipmonitor.protocol.tls;

import java.security.cert.X509Certificate;

/** Certificates as text (RFC 7468), as they travel and as they stand in files. */
public final class PemText {
    private PemText() {}

    /** One certificate, ending with a line end. */
    public static String of(X509Certificate certificate) {
        return PemFiles.pem(certificate);
    }
}
