package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.IssuedCertificate;
import id.jipmonitor.protocol.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** An authority with one server, in a directory of the test; certificates of any age and role on demand. */
public final class TestPki {
    private final Path directory;
    private final CertificateAuthority authority;

    public TestPki(Path directory) throws IOException {
        this.directory = directory;
        this.authority = CertificateAuthority.create("Test", Instant.now());
        authority.write(caFile(), directory.resolve("ca.key"));
    }

    public TlsFiles server() throws IOException {
        return files("server", authority.issueServer(List.of("localhost", "127.0.0.1"), Instant.now()));
    }

    public TlsFiles agent(String id) throws IOException {
        return agent(id, Instant.now());
    }

    TlsFiles agent(String id, Instant issuedAt) throws IOException {
        return files("agent-" + id, authority.issueAgent(new AgentId(id), issuedAt));
    }

    /** Of this authority's server, but shown by another authority's agent. */
    TlsFiles trustingMe(TlsFiles foreign) {
        return new TlsFiles(foreign.certificate(), foreign.key(), caFile());
    }

    Path caFile() {
        return directory.resolve("ca.crt");
    }

    private TlsFiles files(String name, IssuedCertificate issued) throws IOException {
        TlsFiles files = new TlsFiles(directory.resolve(name + ".crt"), directory.resolve(name + ".key"), caFile());
        issued.write(files.certificate(), files.key(), true);
        return files;
    }
}
