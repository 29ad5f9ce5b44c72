package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** An authority of the run's own, and what it has signed. */
final class Certificates {
    private final CertificateAuthority authority;
    private final Path directory;
    private final Instant now;

    Certificates(Path directory, Instant now) throws IOException {
        this.authority = CertificateAuthority.create("Benchmark", now);
        this.directory = directory;
        this.now = now;
        authority.write(directory.resolve("ca.pem"), directory.resolve("ca.key"));
    }

    /** A directory for a server that has its certificate and nothing else. */
    Path serverHome(String name) throws IOException {
        Path home = Files.createDirectory(directory.resolve(name));
        Files.copy(directory.resolve("ca.pem"), home.resolve("ca.pem"));
        authority
                .issueServer(List.of("127.0.0.1"), now)
                .write(home.resolve("server.pem"), home.resolve("server.key"), false);
        return home;
    }

    TlsFiles agent(AgentId agent) throws IOException {
        Path certificate = directory.resolve(agent + ".pem");
        Path key = directory.resolve(agent + ".key");
        if (!Files.exists(key)) {
            authority.issueAgent(agent, now).write(certificate, key, false);
        }
        return new TlsFiles(certificate, key, directory.resolve("ca.pem"));
    }
}
