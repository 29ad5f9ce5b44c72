package id.jipmonitor.server;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.SettingsReport;
import id.jipmonitor.protocol.tls.EnrolmentToken;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.server.enrol.CertificateIssuer;
import id.jipmonitor.server.enrol.EnrolmentSettings;
import id.jipmonitor.server.enrol.TokenStatus;
import id.jipmonitor.server.enrol.TokenTable;
import id.jipmonitor.server.state.StateDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code server enrol}: makes, lists and cancels the tokens with which agents get their first certificate. */
@Command(
        name = "enrol",
        mixinStandardHelpOptions = true,
        description = "Prints a token with which an agent gets its certificate: `jip agent enrol --token TOKEN`. It can"
                + " be used once; the agent's former token that is still open is cancelled.")
final class EnrolCommand implements Callable<Integer> {
    private static final Kind<Duration> VALIDITY = Kinds.duration(Duration.ofMinutes(1), Duration.ofDays(30));
    private static final String ROW = "%-28s %-10s %-22s %s%n";

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "AGENT", arity = "0..1", description = "The agent that the token is for.")
    private @Nullable String agent;

    @Option(names = "--valid", paramLabel = "DURATION", description = "1 m to 30 d; default: ${DEFAULT-VALUE}")
    private String valid = "24 h";

    @Option(names = "--list", description = "Only list the tokens there are, without their secrets.")
    private boolean list;

    @Option(names = "--cancel", description = "Only cancel the agent's open token.")
    private boolean cancel;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: ${DEFAULT-VALUE}")
    private Path config = Path.of("config", "server.yaml");

    EnrolCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Checked<Configuration> checked = Configuration.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            return wrong(SettingsReport.problems(checked).stripTrailing());
        }
        Configuration configuration = checked.value().get();
        if (list) {
            return withTokens(configuration, this::list);
        }
        if (agent == null) {
            return wrong("enrol: expected the id of an agent, or --list. Found: neither");
        }
        try {
            AgentId id = new AgentId(agent);
            return cancel ? withTokens(configuration, tokens -> cancel(tokens, id)) : make(configuration, id);
        } catch (IllegalArgumentException e) {
            return wrong("enrol: " + e.getMessage());
        }
    }

    private int make(Configuration configuration, AgentId id) {
        ServerSettings settings = configuration.server();
        if (!configuration.inventory().agents().containsKey(id)) {
            return wrong("enrol: expected an agent that " + settings.networkFile() + " names. Found: " + id
                    + ". Name it at its site first");
        }
        Optional<HostPort> listen = settings.enrolment().flatMap(EnrolmentSettings::listen);
        if (listen.isEmpty()) {
            return wrong(
                    config + ": enrolment.listen: expected host:port, where agents with a token connect. Found: none."
                            + " Set it, and enrolment.authority_key beside it, and start the server anew");
        }
        Duration validity = validity();
        settings.enrolment().ifPresent(each -> issuer(settings, each).check());
        EnrolmentToken token =
                EnrolmentToken.create(id, TlsContexts.issuerOf(settings.ingest().tls()));
        return withTokens(configuration, tokens -> {
            Instant now = clock.instant();
            tokens.add(token, now, validity);
            tell(token, now.plus(validity), listen.get());
            return ExitCode.OK;
        });
    }

    private static CertificateIssuer issuer(ServerSettings settings, EnrolmentSettings enrolment) {
        return new CertificateIssuer(settings.ingest().tls(), enrolment.authorityKey());
    }

    /** The token alone goes to the standard output, so that a script can take it. */
    private void tell(EnrolmentToken token, Instant until, HostPort listen) {
        PrintWriter words = spec.commandLine().getErr();
        words.println("Token of " + token.agent() + ", for one use until " + until + ". At the agent:");
        words.println("  ./jip agent enrol --server HOST:" + listen.port() + " --token TOKEN");
        words.println("HOST is a name or address that the server's certificate has (server init --host).");
        words.flush();
        PrintWriter out = spec.commandLine().getOut();
        out.println(token.text());
        out.flush();
    }

    private int list(TokenTable tokens) {
        PrintWriter out = spec.commandLine().getOut();
        Instant now = clock.instant();
        out.printf(ROW, "AGENT", "TOKEN", "MADE", "EXPIRES");
        for (TokenStatus each : tokens.list()) {
            String state = each.state(now).name().toLowerCase(Locale.ROOT);
            out.printf(ROW, each.agent(), state, seconds(each.createdAt()), seconds(each.expiresAt()));
        }
        out.flush();
        return ExitCode.OK;
    }

    private int cancel(TokenTable tokens, AgentId id) {
        boolean done = tokens.cancel(id, clock.instant());
        if (!done) {
            return wrong("enrol: expected an open token of " + id + ". Found: none");
        }
        spec.commandLine().getOut().println("cancelled the open token of " + id);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private int withTokens(Configuration configuration, java.util.function.ToIntFunction<TokenTable> work) {
        ServerSettings settings = configuration.server();
        try (StateDatabase state = StateDatabase.open(settings.state(), settings.dataDirectory())) {
            return work.applyAsInt(new TokenTable(state.jdbi()));
        }
    }

    private Duration validity() {
        try {
            return VALIDITY.read(new Kind.Source(valid, Path.of(""), System::getenv));
        } catch (Kind.Unfit unfit) {
            throw new IllegalArgumentException("--valid: expected " + VALIDITY.expected() + ". Found: " + valid, unfit);
        }
    }

    private static Instant seconds(Instant at) {
        return Instant.ofEpochSecond(at.getEpochSecond());
    }

    private int wrong(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
        return SettingsReport.EXIT_PROBLEMS;
    }
}
