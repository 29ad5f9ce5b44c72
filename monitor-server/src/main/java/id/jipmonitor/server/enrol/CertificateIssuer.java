package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** Signs agents' certificates. The authority's files are read anew each time: a key that is taken away signs nothing more. */
public final class CertificateIssuer {
    private final TlsFiles files;
    private final Path authorityKey;

    public CertificateIssuer(TlsFiles files, Path authorityKey) {
        this.files = files;
        this.authorityKey = authorityKey;
    }

    /** @throws id.jipmonitor.protocol.tls.TlsFileException when it cannot sign now; the message says why */
    public void check() {
        var _ = authority();
    }

    /**
     * A certificate for the key of a request.
     *
     * @throws IllegalArgumentException when the request is not acceptable; the message says why
     * @throws id.jipmonitor.protocol.tls.TlsFileException when it cannot sign now
     */
    X509Certificate issue(AgentId agent, String request, Instant now) {
        return authority().issueAgent(agent, request, now);
    }

    /** Whom agents shall trust, in PEM. */
    List<String> authorities() {
        return TlsContexts.authoritiesOf(files);
    }

    private CertificateAuthority authority() {
        return CertificateAuthority.read(files.authorities(), authorityKey);
    }
}
