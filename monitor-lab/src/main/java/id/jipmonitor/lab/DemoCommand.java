package id.jipmonitor.lab;

import id.jipmonitor.lab.control.ControlServer;
import id.jipmonitor.lab.control.LabDirectory;
import id.jipmonitor.lab.demo.DemoFiles;
import id.jipmonitor.lab.demo.Narrator;
import id.jipmonitor.lab.demo.Relay;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.lab.network.LabNetwork;
import id.jipmonitor.lab.network.LoopbackNetwork;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Server, agents and laboratory on this machine, with faults by script. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the server, three agents and the East Java network on this machine, cuts one access link and one"
                    + " backbone segment, and shows detection, notices and recovery.",
            "Exit 0 only if results of all three probe kinds were stored, each cut was declared and told in one"
                    + " notice, the recovery was seen, nothing was lost and no other incident was raised."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 8080;
    private static final int LEAST_SECONDS = 60;
    private static final Duration CLOSING = Duration.ofSeconds(20);
    private static final Duration UNBOUNDED = Duration.ofMinutes(10);

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", paramLabel = "N", description = "Ends after at most so many seconds; at least 60.")
    private Optional<Integer> seconds = Optional.empty();

    @Option(names = "--headless", description = "Ends when the script is over; without it the page stays until Ctrl-C.")
    private boolean headless;

    @Option(names = "--port", paramLabel = "P", description = "Port of the page on 127.0.0.1 (8080, or a free one).")
    private Optional<Integer> port = Optional.empty();

    @Option(names = "--language", paramLabel = "id|en", description = "Language of the narration; that of LANG.")
    private Optional<String> language = Optional.empty();

    @Option(names = "--loopback", description = "Use loopback addresses even where namespaces are allowed.")
    private boolean loopback;

    @Option(names = "--directory", hidden = true, description = "The run's directory; set for the inner program.")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--page", hidden = true, description = "The page's address; set for the inner program.")
    private Optional<URI> page = Optional.empty();

    DemoCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Enclosure.inside()) {
            return inner();
        }
        checkArguments();
        LabDirectory own = LabDirectory.create(Path.of(System.getProperty("java.io.tmpdir")));
        Optional<Enclosure> enclosure = loopback ? Optional.empty() : Enclosure.find();
        return enclosure.isPresent() ? outer(enclosure.orElseThrow(), own) : onLoopback(own);
    }

    private void checkArguments() {
        if (seconds.isPresent() && seconds.orElseThrow() < LEAST_SECONDS) {
            throw wrong("--seconds: expected at least " + LEAST_SECONDS + ". Found: " + seconds.orElseThrow());
        }
        if (port.isPresent() && (port.orElseThrow() < 1 || port.orElseThrow() > 65_535)) {
            throw wrong("--port: expected 1 to 65535. Found: " + port.orElseThrow());
        }
        if (language.isPresent() && !List.of("id", "en").contains(language.orElseThrow())) {
            throw wrong("--language: expected id or en. Found: " + language.orElseThrow());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int outer(Enclosure enclosure, LabDirectory own) throws IOException, InterruptedException {
        try (Relay relay = relay(own)) {
            int bound = ((InetSocketAddress) relay.address()).getPort();
            List<String> again = new ArrayList<>(List.of("demo", "--directory", own.toString()));
            again.addAll(List.of(
                    "--page",
                    "http://127.0.0.1:" + bound,
                    "--language",
                    narration().getLanguage()));
            seconds.ifPresent(limit -> again.addAll(List.of("--seconds", Long.toString(limit - secondsUsed()))));
            if (headless) {
                again.add("--headless");
            }
            return Lifeline.runInside(enclosure, again, own);
        }
    }

    private static long secondsUsed() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime())
                .toSeconds();
    }

    private Relay relay(LabDirectory own) throws IOException {
        UnixDomainSocketAddress target = pageSocket(own);
        try {
            return Relay.open(loopback(port.orElse(USUAL_PORT)), target);
        } catch (BindException taken) {
            if (port.isPresent()) {
                throw new LabException(
                        "--port: expected a free port. Found: " + port.orElseThrow() + " is taken", taken);
            }
            return Relay.open(loopback(0), target);
        }
    }

    private static UnixDomainSocketAddress pageSocket(LabDirectory own) {
        return UnixDomainSocketAddress.of(own.path().resolve("page.sock"));
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    private int inner() throws IOException {
        Lifeline.hold();
        Enclosure.settle();
        LabDirectory own = new LabDirectory(directory.orElseThrow());
        Path file = new DemoFiles(own.path()).network(original(), DemoRun.AGENTS, false, address -> address);
        LabPlan plan = NetworkFile.plan(file);
        try (Relay relay = Relay.open(pageSocket(own), loopback(USUAL_PORT))) {
            LabNetwork network = plan.buildNamespaces(1, System::nanoTime);
            return play(
                    own,
                    file,
                    network,
                    USUAL_PORT,
                    page.orElse(URI.create(relay.address().toString())));
        }
    }

    private int onLoopback(LabDirectory own) throws IOException {
        Lifeline.atExit(own::delete);
        LoopbackNetwork network = new LoopbackNetwork();
        Path file = new DemoFiles(own.path())
                .network(
                        original(),
                        DemoRun.AGENTS,
                        true,
                        address -> network.addressOf(address).getHostAddress());
        int free = freePort();
        return play(own, file, network, free, URI.create("http://127.0.0.1:" + free));
    }

    private int freePort() throws IOException {
        try (ServerSocket trial = new ServerSocket(port.orElse(0), 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return trial.getLocalPort();
        }
    }

    private int play(LabDirectory own, Path file, LabNetwork network, int webPort, URI address) throws IOException {
        Duration limit = seconds.map(Duration::ofSeconds)
                .map(each -> each.minus(CLOSING))
                .orElse(UNBOUNDED);
        seconds.map(Duration::ofSeconds).ifPresent(Lifeline::limit);
        Narrator narrator = new Narrator(System.out, narration(), System::nanoTime);
        narrator.say("Laboratorium: " + network.description(), "Laboratory: " + network.description());
        DemoRun.Settings settings = new DemoRun.Settings(own.path(), Home.path(), file, webPort, address, limit);
        try (DemoRun run = new DemoRun(settings, narrator, network, clock)) {
            Lifeline.atExit(run::close);
            ControlServer control = ControlServer.open(own.controlSocket(), new LabCommands(run.lab()));
            List<String> unmet = run.play();
            if (!headless && seconds.isEmpty()) {
                narrator.say(
                        "Halaman tetap terbuka; ./jip lab cut|heal|status mengubahnya. Ctrl-C mengakhiri.",
                        "The page stays; ./jip lab cut|heal|status changes things. Ctrl-C ends it.");
                Lifeline.awaitSignal();
            }
            control.close();
            return unmet.isEmpty() ? 0 : 1;
        }
    }

    private static Path original() {
        return Home.path().resolve("config").resolve("network.yaml");
    }

    private Locale narration() {
        return Locale.of(language.orElseGet(() -> {
            String set = System.getenv("LANG");
            return set != null && set.startsWith("id") ? "id" : "en";
        }));
    }
}
