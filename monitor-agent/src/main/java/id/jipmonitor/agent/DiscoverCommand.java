package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.snmp.DeviceSurvey;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.SettingsReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Asks one device what it has, and prints the probes that would watch it. Exit codes: 0 something was found, 1 the device
 * told nothing, 2 settings or arguments wrong.
 */
@Command(
        name = "discover",
        mixinStandardHelpOptions = true,
        description = "Lists a device's interfaces and BGP peers, and prints probe templates for network.yaml.")
final class DiscoverCommand implements Callable<Integer> {
    private static final int NOTHING_FOUND = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Parameters(paramLabel = "TARGET", converter = HostArgument.class, description = "Host name or address.")
    @SuppressWarnings("NullAway.Init") // picocli refuses to call without it
    private String target;

    @Option(
            names = "--credentials",
            paramLabel = "NAME",
            description = "Entry of snmp_credentials; may be left out when there is one.")
    private @Nullable String credentials;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default ${DEFAULT-VALUE}.")
    private Path config = Path.of("config/agent.yaml");

    @Option(names = "--port", paramLabel = "PORT", description = "UDP port; default ${DEFAULT-VALUE}.")
    private int port = 161;

    @Option(names = "--language", paramLabel = "id|en", description = "id or en; default ${DEFAULT-VALUE}.")
    private String language = "id";

    @Override
    public Integer call() throws InterruptedException {
        if (port < 1 || port > 65_535) {
            throw new ParameterException(spec.commandLine(), "--port: expected 1 to 65535. Found: " + port);
        }
        if (!List.of("id", "en").contains(language)) {
            throw new ParameterException(spec.commandLine(), "--language: expected id or en. Found: " + language);
        }
        Checked<AgentSettings> checked = AgentSettingsReader.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            return wrong(SettingsReport.problems(checked));
        }
        AgentSettings settings = checked.value().get();
        Set<String> known = new TreeSet<>(settings.snmpCredentials().keySet());
        Optional<String> name = Optional.ofNullable(credentials)
                .or(() -> known.size() == 1 ? known.stream().findFirst() : Optional.empty());
        if (name.isEmpty() || !known.contains(name.get())) {
            return wrong("--credentials: expected one of the entries of snmp_credentials in " + config + ": " + known
                    + ". Found: " + name.orElse("none") + "\n");
        }
        return ask(settings, new ProbeSettings.Snmp(Facts.INTERFACES, port, name.get(), List.of(), List.of()));
    }

    private int ask(AgentSettings settings, ProbeSettings.Snmp snmp) throws InterruptedException {
        ProbeSpec asked = new ProbeSpec(new ProbeId("discover"), target, new Cadence.Every(INTERVAL), PATIENCE, snmp);
        DeviceSurvey.Answer answer = Agent.survey(settings, asked, snmp);
        if (answer.verdict().reason().cause() == Cause.TARGET_NOT_ALLOWED) {
            return wrong(answer.verdict().reason().detail() + "\n");
        }
        DiscoverReport report = new DiscoverReport(asked, snmp, Locale.of(language));
        PrintWriter errors = spec.commandLine().getErr();
        if (answer.inventory().isEmpty()) {
            errors.print(report.nothing(answer.verdict()));
            errors.flush();
            return NOTHING_FOUND;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.found(answer.inventory()));
        out.flush();
        errors.print(report.warning(answer.verdict()));
        errors.flush();
        return ExitCode.OK;
    }

    private int wrong(String text) {
        spec.commandLine().getErr().print(text);
        spec.commandLine().getErr().flush();
        return SettingsReport.EXIT_PROBLEMS;
    }
}
