package id.jipmonitor.agent;

import id.jipmonitor.agent.enrol.Enrolment;
import id.jipmonitor.agent.enrol.EnrolmentException;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.settings.SettingsReport;
import id.jipmonitor.protocol.tls.CredentialFiles;
import id.jipmonitor.protocol.tls.EnrolmentToken;
import id.jipmonitor.protocol.tls.TlsFileException;
import id.jipmonitor.protocol.tls.TlsFiles;
import io.netty.channel.IoEventLoopGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code agent enrol}: changes a token for a certificate. Exit codes: 0 the certificate is stored, 1 there is none, 2
 * settings or arguments wrong.
 */
@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = "Makes this agent's key and gets its certificate, with a token of `jip server enrol`.")
final class EnrolCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            required = true,
            converter = ServerArgument.class,
            description = "Where the server's enrolment listens: enrolment.listen of its server.yaml.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private HostPort server;

    @Option(names = "--token", paramLabel = "TOKEN", required = true, description = "As `jip server enrol` printed it.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private String token;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default ${DEFAULT-VALUE}.")
    private Path config = Path.of("config/agent.yaml");

    @Option(names = "--replace", description = "Replace certificate, key and authorities that are there.")
    private boolean replace;

    @Override
    public Integer call() throws InterruptedException {
        Checked<AgentSettings> checked = AgentSettingsReader.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            return wrong(SettingsReport.problems(checked).stripTrailing());
        }
        AgentSettings settings = checked.value().get();
        TlsFiles files = settings.uplink().tls();
        try {
            EnrolmentToken parsed = EnrolmentToken.parse(token);
            if (!parsed.agent().equals(settings.agent())) {
                return wrong("--token: expected one for agent " + settings.agent() + ", as " + config
                        + " says. Found: one for " + parsed.agent());
            }
            List<Path> present = CredentialFiles.present(files);
            if (!present.isEmpty() && !replace) {
                return wrong("enrol: " + present.getFirst() + ": expected no file, or --replace. Found: a file."
                        + " The token was not used");
            }
            return enrol(parsed, files);
        } catch (IllegalArgumentException e) {
            return wrong("--" + e.getMessage());
        }
    }

    private int enrol(EnrolmentToken parsed, TlsFiles files) throws InterruptedException {
        IoEventLoopGroup eventLoops = Agent.eventLoops();
        try {
            tell(Enrolment.enrol(server, parsed, files, eventLoops), parsed, files);
            return ExitCode.OK;
        } catch (EnrolmentException | TlsFileException e) {
            error("enrol: " + e.getMessage());
        } catch (IOException e) {
            error("enrol: " + files.certificate() + ": expected a directory that can be written. Found: " + e);
        } finally {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
        return ExitCode.SOFTWARE;
    }

    private void tell(X509Certificate certificate, EnrolmentToken enrolled, TlsFiles files) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("made  " + files.key() + " (it stays on this machine)");
        out.println("made  " + files.certificate() + " (agent " + enrolled.agent() + ", until "
                + certificate.getNotAfter().toInstant() + "; it is renewed by itself)");
        out.println("made  " + files.authorities());
        out.println();
        out.println("Next: ./jip agent run --config " + config + " --check, and then without --check.");
        out.flush();
    }

    private int wrong(String text) {
        error(text);
        return SettingsReport.EXIT_PROBLEMS;
    }

    private void error(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
    }
}
