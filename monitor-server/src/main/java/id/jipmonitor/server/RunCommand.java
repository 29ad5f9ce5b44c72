package id.jipmonitor.server;

import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.SettingsReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code server run}: reads the settings, starts, and runs until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the server until SIGTERM or Ctrl-C. Exit codes: 143 or 130 when it was stopped so,"
                + " 1 could not start, 2 settings have problems.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings; default: ${DEFAULT-VALUE}")
    private Path config = Path.of("config", "server.yaml");

    @Option(names = "--check", description = "Only read the settings and say what is wrong with them.")
    private boolean check;

    @Option(names = "--show-settings", description = "Print every effective setting and where it comes from.")
    private boolean show;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Checked<Configuration> checked = Configuration.read(config, System::getenv);
        if (checked.value().isEmpty()) {
            return say(spec.commandLine().getErr(), SettingsReport.problems(checked), SettingsReport.EXIT_PROBLEMS);
        }
        if (show) {
            return say(spec.commandLine().getOut(), SettingsReport.table(checked), 0);
        }
        if (check) {
            return say(spec.commandLine().getOut(), SettingsReport.sound(config), 0);
        }
        runUntilStopped(checked.value().get());
        return 0;
    }

    private static int say(PrintWriter where, String text, int exitCode) {
        where.print(text);
        where.flush();
        return exitCode;
    }

    private static void runUntilStopped(Configuration configuration) throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitClose(stop, closed), "stop"));
        try (Server server = Server.start(configuration, InstantSource.system(), System::nanoTime, link -> {
            System.out.println();
            System.out.println("No user exists yet. Make the first one here (once, until " + link.expiresAt() + "):");
            System.out.println("  " + link.address());
            System.out.println();
        })) {
            LOG.info("running: {}", server);
            stop.await();
            LOG.info("stopping");
        } finally {
            closed.countDown();
        }
    }

    private static void awaitClose(CountDownLatch stop, CountDownLatch closed) {
        stop.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
