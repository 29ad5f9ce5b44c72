package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.tls.AuthorityRollover;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.CredentialFiles;
import id.jipmonitor.protocol.tls.IssuedCertificate;
import id.jipmonitor.protocol.tls.RenewalRule;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's own certificate, which it renews as agents have theirs renewed: in time, with a new key and the same names. */
public final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

    private ServerCertificate() {}

    /**
     * Does what is due with the authority, and replaces the server's certificate when two thirds of its life are over or
     * another authority signs now.
     *
     * @param grace how long after their end certificates still serve for their renewal
     * @return whether files were replaced, so that listeners have to read them again
     * @throws id.jipmonitor.protocol.tls.TlsFileException when the authority cannot be used
     */
    public static boolean renewIfDue(TlsFiles files, Path authorityKey, Duration grace, Instant now) {
        try {
            String handedOver = AuthorityRollover.advance(files, authorityKey, grace, now);
            if (!handedOver.isEmpty()) {
                LOG.info("{}", handedOver);
            }
            return renewLeaf(files, authorityKey, now) || !handedOver.isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    files.certificate() + ": expected a directory that can be written. Found: " + e, e);
        }
    }

    private static boolean renewLeaf(TlsFiles files, Path authorityKey, Instant now) throws IOException {
        X509Certificate former = TlsContexts.certificateOf(files);
        if (!RenewalRule.due(former, now) && !AuthorityRollover.leftBehind(files, authorityKey)) {
            return false;
        }
        IssuedCertificate next =
                CertificateAuthority.read(files.authorities(), authorityKey).renewServer(former, now);
        CredentialFiles.replace(files, next);
        LOG.info(
                "the server's certificate was renewed, valid until {}",
                next.certificate().getNotAfter().toInstant());
        return true;
    }
}
