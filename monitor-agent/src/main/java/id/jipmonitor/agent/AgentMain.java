package id.jipmonitor.agent;

import id.jipmonitor.agent.assignment.AssignmentBook;
import id.jipmonitor.agent.spool.SpoolException;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.AssignmentReader;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.SettingsReport;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The agent's command line. Exit codes: 0 all well, 2 settings or arguments wrong, 1 anything else; an agent that runs is
 * ended by a signal, and the Java machine then says so (143 for SIGTERM, 130 for Ctrl-C).
 */
@Command(
        name = "jip agent",
        description = "Probes the links of a site and delivers what it saw.",
        subcommands = {AgentMain.Run.class, EnrolCommand.class, DiscoverCommand.class},
        mixinStandardHelpOptions = true,
        version = "jip-agent " + AgentMain.VERSION)
public final class AgentMain {
    /** Version of this program, told to the server. */
    static final String VERSION = "0.1.0";

    private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
    private static final int FAILED = 1;

    private AgentMain() {}

    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("thread {} ended by a failure", thread.getName(), failure));
        System.exit(execute(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments));
    }

    /** The command line with its own outputs. */
    static int execute(PrintWriter out, PrintWriter errors, String... arguments) {
        return new CommandLine(new AgentMain())
                .setOut(out)
                .setErr(errors)
                .setExecutionExceptionHandler((failure, line, _) -> {
                    LOG.debug("failed", failure);
                    line.getErr().println(failure.getMessage());
                    return FAILED;
                })
                .execute(arguments);
    }

    /** {@code agent run}. */
    @Command(name = "run", description = "Runs until SIGTERM or Ctrl-C.", mixinStandardHelpOptions = true)
    static final class Run implements java.util.concurrent.Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Option(names = "--config", paramLabel = "FILE", description = "Settings; default ${DEFAULT-VALUE}.")
        private Path config = Path.of("config/agent.yaml");

        @Option(names = "--check", description = "Read the settings, say what is wrong, start nothing.")
        private boolean check;

        @Option(names = "--show-settings", description = "Print every effective setting and where it comes from.")
        private boolean show;

        @Option(names = "--once", paramLabel = "PROBE", description = "Run one round of a probe and tell what it did.")
        private Optional<String> once = Optional.empty();

        @Option(
                names = "--assignment",
                paramLabel = "FILE",
                description = "With --once: take the probe from this file, not from the kept assignment.")
        private Optional<Path> assignment = Optional.empty();

        @Option(
                names = "--language",
                paramLabel = "id|en",
                description = "With --once: id or en; default ${DEFAULT-VALUE}.")
        private String language = "id";

        @Override
        public Integer call() throws InterruptedException {
            if (assignment.isPresent() && once.isEmpty()) {
                return wrong("--assignment: expected --once PROBE beside it. Found: none\n");
            }
            Checked<AgentSettings> checked = AgentSettingsReader.read(config, System::getenv);
            if (checked.value().isEmpty()) {
                return wrong(SettingsReport.problems(checked));
            }
            AgentSettings settings = checked.value().get();
            if (show) {
                return say(SettingsReport.table(checked));
            }
            settings.warnings().forEach(each -> line().getErr().println(config + ": warning: " + each));
            line().getErr().flush();
            if (check) {
                return say(SettingsReport.sound(config));
            }
            return once.isPresent() ? once(settings, once.get()) : runUntilStopped(settings);
        }

        private int once(AgentSettings settings, String probe) throws InterruptedException {
            if (!List.of("id", "en").contains(language)) {
                return wrong("--language: expected id or en. Found: " + language + "\n");
            }
            if (assignment.isPresent()) {
                return onceFromFile(settings, probe, assignment.get());
            }
            Optional<Assignment> kept = AssignmentBook.kept(settings.dataDirectory());
            if (kept.isEmpty()) {
                return wrong("--once: expected an assignment, kept in " + settings.dataDirectory()
                        + " or given by --assignment FILE. Found: none\n");
            }
            return once(settings, probe, kept.get());
        }

        private int onceFromFile(AgentSettings settings, String probe, Path file) throws InterruptedException {
            try {
                Checked<Assignment> checked = AssignmentReader.read(Files.readString(file, StandardCharsets.UTF_8));
                return checked.value().isPresent()
                        ? once(settings, probe, checked.value().get())
                        : wrong(SettingsReport.problems(checked));
            } catch (IOException unreadable) {
                return wrong("--assignment: expected a readable file. Found: " + unreadable + "\n");
            }
        }

        private int once(AgentSettings settings, String probe, Assignment known) throws InterruptedException {
            Optional<ProbeSpec> wanted = known.probes().stream()
                    .filter(each -> each.probe().value().equals(probe))
                    .findFirst();
            if (wanted.isEmpty()) {
                return wrong("--once: expected a probe of the assignment, one of "
                        + known.probes().stream()
                                .limit(20)
                                .map(each -> each.probe().value())
                                .toList()
                        + ". Found: " + probe + "\n");
            }
            OnceReport report = new OnceReport(line().getOut(), Locale.of(language));
            report.settings(wanted.get());
            ProbeResult result = Agent.once(settings, wanted.get(), report);
            report.decision(result);
            return CommandLine.ExitCode.OK;
        }

        private int runUntilStopped(AgentSettings settings) throws InterruptedException {
            CountDownLatch stop = new CountDownLatch(1);
            try {
                // A first start without certificates should say so at once; later the uplink reads them at each
                // connection.
                var _ = TlsContexts.client(settings.uplink().tls());
                Agent agent = new Agent(settings, "jip-agent " + VERSION);
                Runtime.getRuntime()
                        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                            agent.close();
                            stop.countDown();
                        }));
                agent.pageAddress()
                        .ifPresent(address ->
                                LOG.info("own page at http://{}:{}/", address.getHostString(), address.getPort()));
                stop.await();
                return CommandLine.ExitCode.OK;
            } catch (SpoolException | TlsFileException unusable) {
                line().getErr().println(unusable.getMessage());
                return FAILED;
            }
        }

        private int wrong(String text) {
            line().getErr().print(text);
            line().getErr().flush();
            return SettingsReport.EXIT_PROBLEMS;
        }

        private int say(String text) {
            line().getOut().print(text);
            line().getOut().flush();
            return CommandLine.ExitCode.OK;
        }

        private CommandLine line() {
            if (spec == null) {
                throw new IllegalStateException("picocli sets this before it calls");
            }
            return spec.commandLine();
        }
    }
}
