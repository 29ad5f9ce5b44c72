package id.jipmonitor.lab;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.SystemTrust;
import id.jipmonitor.lab.bench.AccuracyBenchmark;
import id.jipmonitor.lab.bench.EchoBenchmark;
import id.jipmonitor.lab.control.LabDirectory;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.settings.Cidr;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Benchmarks in namespaces of their own, or on this host's loopback where the system allows no namespaces. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a benchmark: the peer, the limit and JIP Monitor do the same work in turn, at least 5 rounds.",
            "The last line holds the medians as KEY=VALUE. Only the ratios may be compared across machines.",
            "Benchmarks:",
            "  icmp       echo requests: a bare loop in C, fping, and the agent's own probes, on loopback",
            "  accuracy   round-trip times of fping and the agent against the packets' own times on the wire",
            "Exit codes: 0 done, 1 failed or the machine was too busy for enough rounds, 2 wrong usage."
        })
final class BenchCommand implements Callable<Integer> {
    private static final List<String> NAMES = List.of("icmp", "accuracy");
    private static final int LEAST_TARGETS = 10;
    private static final int MOST_ROUNDS = 100;
    private static final int MOST_ECHOES = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Which one; without a name they are listed.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds that count, 1 to 100 (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--targets", defaultValue = "10000", description = "icmp: targets, 10 to 30000 (${DEFAULT-VALUE}).")
    private int targets;

    @Option(
            names = "--echoes",
            defaultValue = "400",
            description = "accuracy: echoes a run, 20 to 10000, a multiple of 20 (${DEFAULT-VALUE}).")
    private int echoes;

    @Option(names = "--any-load", description = "icmp: counts rounds though others work on the machine.")
    private boolean anyLoad;

    @Option(names = "--directory", hidden = true, description = "The run's directory; set for the inner program.")
    private Optional<Path> directory = Optional.empty();

    BenchCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (name.isEmpty()) {
            spec.commandLine().usage(spec.commandLine().getOut());
            return 0;
        }
        check();
        if (Enclosure.inside()) {
            Lifeline.hold();
            Enclosure.settle();
            return measure(directory.orElseThrow());
        }
        LabDirectory own = LabDirectory.create(Path.of(System.getProperty("java.io.tmpdir")));
        Optional<Enclosure> enclosure = Enclosure.find();
        if (enclosure.isEmpty()) {
            Lifeline.atExit(own::delete);
            if (name.orElseThrow().equals("accuracy")) {
                throw new LabException("accuracy: expected a system that gives this user namespaces. Found: none;"
                        + " run it as root");
            }
            return measure(own.path());
        }
        return Lifeline.runInside(enclosure.orElseThrow(), again(own), own);
    }

    private void check() {
        if (!NAMES.contains(name.orElseThrow())) {
            throw wrong("NAME: expected one of " + String.join(", ", NAMES) + ". Found: " + name.orElseThrow());
        }
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw wrong("--rounds: expected 1 to " + MOST_ROUNDS + ". Found: " + rounds);
        }
        if (targets < LEAST_TARGETS || targets > EchoBenchmark.MOST_TARGETS) {
            throw wrong("--targets: expected " + LEAST_TARGETS + " to " + EchoBenchmark.MOST_TARGETS + ". Found: "
                    + targets);
        }
        if (impossibleEchoes()) {
            throw wrong("--echoes: expected 20 to " + MOST_ECHOES + ", a multiple of 20. Found: " + echoes);
        }
    }

    private boolean impossibleEchoes() {
        return echoes < AccuracyBenchmark.ECHOES_STEP
                || echoes > MOST_ECHOES
                || echoes % AccuracyBenchmark.ECHOES_STEP != 0;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private List<String> again(LabDirectory own) {
        return List.of(
                "bench",
                name.orElseThrow(),
                "--rounds=" + rounds,
                "--targets=" + targets,
                "--echoes=" + echoes,
                "--directory=" + own,
                "--any-load=" + anyLoad);
    }

    private int measure(Path own) throws IOException, InterruptedException {
        Lifeline.limit(LONGEST);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ProbeEnvironment environment =
                new ProbeEnvironment(clock, System::nanoTime, loops, SystemTrust.load(), Map.of(), ownTargets());
        try {
            return measure(environment, own);
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        }
    }

    private int measure(ProbeEnvironment environment, Path own) throws IOException, InterruptedException {
        if (name.orElseThrow().equals("accuracy")) {
            new AccuracyBenchmark(environment, own, echoes, this::say).run(rounds);
            return 0;
        }
        boolean complete = new EchoBenchmark(environment, own, this::say).run(rounds, targets, anyLoad);
        if (!complete) {
            spec.commandLine()
                    .getErr()
                    .println("jip bench: expected " + rounds + " rounds without other load on this machine."
                            + " Found: fewer; stop what else runs, or say --any-load");
        }
        return complete ? 0 : 1;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Loopback, and the cable of an enclosure. */
    private static ProbeLimits ownTargets() {
        List<Cidr> own = List.of(
                new Cidr(InetAddress.ofLiteral("127.0.0.0"), 8), new Cidr(InetAddress.ofLiteral("10.91.0.0"), 30));
        return new ProbeLimits(own, 10_000, 1_000_000, 1_000_000_000L, 100_000_000_000L);
    }
}
