package id.jipmonitor.server;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.IssuedCertificate;
import id.jipmonitor.protocol.tls.TlsFileException;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Makes the authority, the server's certificate and agents' certificates. Run again it makes only what is missing, so
 * that agents can be added at any time; nothing is replaced unless asked for, and the authority never.
 *
 * <pre>
 *   data/tls/ca.crt ca.key server.crt server.key
 *   data/tls/agents/ID/agent.crt agent.key ca.crt      all that this agent needs
 * </pre>
 */
@Command(
        name = "init",
        description = "Makes the certificate authority, the server's certificate and agents' certificates.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_ARGUMENT = 2;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

    /** The shipped agent.yaml connects to this machine, so these names are always among the server's. */
    private static final List<String> OWN_NAMES = List.of("localhost", "127.0.0.1");

    /** Kinds of subject alternative names, RFC 5280 section 4.2.1.6. */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("data", "tls");

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description =
                    "Name or address by which agents reach the server, beside localhost and 127.0.0.1; repeatable.")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--agent", paramLabel = "ID", description = "Agent to make a certificate for; repeatable.")
    private List<String> agents = new ArrayList<>();

    @Option(
            names = "--replace",
            description = "Replace the server's and the named agents' certificates that are there.")
    private boolean replace;

    InitCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            List<AgentId> ids = agents.stream().map(AgentId::new).toList();
            hosts.forEach(InitCommand::checkHost);
            make(ids, out);
            tellNext(ids, out);
            return OK;
        } catch (IllegalArgumentException e) {
            err.println("init: " + e.getMessage());
            return BAD_ARGUMENT;
        } catch (FileAlreadyExistsException e) {
            err.println("init: " + e.getFile() + ": expected no file or both certificate and key. Found: one of them."
                    + " Move it away");
        } catch (TlsFileException e) {
            err.println("init: " + e.getMessage());
        } catch (IOException e) {
            err.println("init: " + directory + ": expected a directory that can be written. Found: " + e);
        }
        return FAILED;
    }

    private void make(List<AgentId> ids, PrintWriter out) throws IOException {
        Instant now = clock.instant();
        CertificateAuthority authority = authority(now, out);
        Pair server = new Pair(directory.resolve("server.crt"), directory.resolve("server.key"));
        if (wanted(server, out)) {
            write(authority.issueServer(names(server.certificate()), now), server, out);
        } else if (!hosts.isEmpty()) {
            out.println("      its names stay as they are: --host has an effect on it only with --replace");
        }
        for (AgentId id : ids) {
            Path home = directory.resolve("agents").resolve(id.value());
            Pair agent = new Pair(home.resolve("agent.crt"), home.resolve("agent.key"));
            if (wanted(agent, out)) {
                write(authority.issueAgent(id, now), agent, out);
                Files.copy(caCertificate(), home.resolve("ca.crt"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Without --host a certificate that is replaced hands on its names, so that agents still find the server. */
    private List<String> names(Path former) throws IOException {
        List<String> wanted = hosts.isEmpty() && Files.exists(former) ? namesIn(former) : hosts;
        return Stream.concat(wanted.stream(), OWN_NAMES.stream()).distinct().toList();
    }

    private static List<String> namesIn(Path certificate) throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            X509Certificate former =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            return Optional.ofNullable(former.getSubjectAlternativeNames()).orElse(List.of()).stream()
                    .filter(each ->
                            each.getFirst().equals(DNS_NAME) || each.getFirst().equals(IP_ADDRESS))
                    .map(each -> each.getLast().toString())
                    .toList();
        } catch (CertificateException e) {
            throw new TlsFileException(
                    certificate + ": expected the server's certificate. Found: " + e.getMessage(), e);
        }
    }

    private static void checkHost(String host) {
        if (!HOST.matcher(host).matches() && !NetUtil.isValidIpV6Address(host)) {
            throw new IllegalArgumentException("--host: expected a host name or an address. Found: \"" + host + '"');
        }
    }

    private CertificateAuthority authority(Instant now, PrintWriter out) throws IOException {
        Path key = directory.resolve("ca.key");
        if (Files.exists(caCertificate()) && Files.exists(key)) {
            out.println("kept  " + caCertificate());
            return CertificateAuthority.read(caCertificate(), key);
        }
        CertificateAuthority made = CertificateAuthority.create("JIP Monitor", now);
        made.write(caCertificate(), key);
        out.println("made  " + caCertificate());
        out.println("made  " + key + " (whoever has it can add agents: keep it and a copy of it safe)");
        return made;
    }

    private boolean wanted(Pair pair, PrintWriter out) {
        boolean there = Files.exists(pair.certificate()) && Files.exists(pair.key());
        if (there && !replace) {
            out.println("kept  " + pair.certificate() + " (--replace makes a new one)");
        }
        return !there || replace;
    }

    private void write(IssuedCertificate issued, Pair pair, PrintWriter out) throws IOException {
        issued.write(pair.certificate(), pair.key(), replace);
        out.println("made  " + pair.certificate() + " (until "
                + issued.certificate().getNotAfter().toInstant() + ")");
        out.println("made  " + pair.key());
    }

    private void tellNext(List<AgentId> ids, PrintWriter out) {
        out.println();
        out.println(
                "Next: ingest.tls in server.yaml names server.crt, server.key and ca.crt; config/server.yaml does.");
        for (AgentId id : ids) {
            out.println("      copy " + directory.resolve("agents").resolve(id.value()) + " to agent " + id
                    + " over a safe way; name it in its agent.yaml.");
        }
        if (ids.isEmpty()) {
            out.println(
                    "      add an agent with: ./jip server enrol ID (or here, with its key: ./jip server init --agent ID)");
        }
    }

    private Path caCertificate() {
        return directory.resolve("ca.crt");
    }

    private record Pair(Path certificate, Path key) {}
}
