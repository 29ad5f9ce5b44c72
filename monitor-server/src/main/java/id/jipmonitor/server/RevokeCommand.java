package id.jipmonitor.server;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.SettingsReport;
import id.jipmonitor.server.enrol.CertificateRegister;
import id.jipmonitor.server.enrol.Revocation;
import id.jipmonitor.server.state.StateDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code server revoke}: shuts an agent out, whatever certificate it has. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description =
                "Refuses every certificate of an agent that was issued until now; a running server ends its session"
                        + " within seconds. `jip server enrol AGENT` lets it in again with a new certificate.")
final class RevokeCommand implements Callable<Integer> {
    private static final int MAX_REASON = 200;
    private static final String ROW = "%-28s %-22s %-14s %s%n";

    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "AGENT", arity = "0..1", description = "Whose certificates.")
    private @Nullable String agent;

    @Option(names = "--reason", paramLabel = "TEXT", description = "For the log and for the agent's operator.")
    private String reason = "no reason given";

    @Option(names = "--list", description = "Only list who was revoked.")
    private boolean list;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: ${DEFAULT-VALUE}")
    private Path config = Path.of("config", "server.yaml");

    RevokeCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Checked<Configuration> checked = Configuration.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            return wrong(SettingsReport.problems(checked).stripTrailing());
        }
        if (!list && agent == null) {
            return wrong("revoke: expected the id of an agent, or --list. Found: neither");
        }
        if (reason.isBlank() || reason.length() > MAX_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            return wrong("--reason: expected 1 to " + MAX_REASON + " characters on one line. Found: others");
        }
        Configuration configuration = checked.value().get();
        if (agent != null && !isNamed(configuration, agent)) {
            return wrong("revoke: expected an agent that "
                    + configuration.server().networkFile() + " names, for others are refused anyway. Found: " + agent);
        }
        ServerSettings settings = configuration.server();
        try (StateDatabase state = StateDatabase.open(settings.state(), settings.dataDirectory())) {
            CertificateRegister register = new CertificateRegister(state.jdbi());
            if (agent != null) {
                revoke(register, new AgentId(agent));
            } else {
                list(register);
            }
            return ExitCode.OK;
        }
    }

    private static boolean isNamed(Configuration configuration, String id) {
        return configuration.inventory().agents().keySet().stream()
                .map(AgentId::value)
                .anyMatch(id::equals);
    }

    private void revoke(CertificateRegister register, AgentId id) {
        register.revoke(id, reason, clock.instant());
        PrintWriter out = spec.commandLine().getOut();
        out.println("revoked " + id + ": its certificates are refused from now on; a running server ends its session"
                + " within seconds.");
        out.println("To let it in again: ./jip server enrol " + id);
        out.flush();
    }

    private void list(CertificateRegister register) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(ROW, "AGENT", "REVOKED", "SINCE THEN", "REASON");
        for (Revocation each : register.revocations()) {
            Instant at = Instant.ofEpochSecond(each.at().getEpochSecond());
            out.printf(ROW, each.agent(), at, each.restored() ? "enrolled anew" : "shut out", each.reason());
        }
        out.flush();
    }

    private int wrong(String text) {
        spec.commandLine().getErr().println(text);
        spec.commandLine().getErr().flush();
        return SettingsReport.EXIT_PROBLEMS;
    }
}
