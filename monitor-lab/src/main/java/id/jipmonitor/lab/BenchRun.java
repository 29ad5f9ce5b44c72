package id.jipmonitor.lab;

import id.jipmonitor.agent.Agent;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.SystemTrust;
import id.jipmonitor.lab.control.LabDirectory;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.settings.Cidr;
import io.netty.channel.IoEventLoopGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What the commands of all benchmarks share: their rounds, and the place where they run. That is a set of namespaces of
 * its own, in which the same command line runs again, or this host's loopback where the system allows no namespaces.
 */
final class BenchRun {
    private static final int MOST_ROUNDS = 100;
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final InstantSource clock;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds that count, 1 to 100 (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--directory", hidden = true, description = "The run's directory; set for the inner program.")
    private Optional<Path> directory = Optional.empty();

    /** What one benchmark does there. */
    interface Work {
        /**
         * Does it.
         *
         * @param environment what the agent would lend its probes
         * @param directory for temporary files
         * @return whether every round that was asked for counted
         */
        boolean measure(ProbeEnvironment environment, Path directory) throws IOException, InterruptedException;
    }

    BenchRun(InstantSource clock) {
        this.clock = clock;
    }

    int rounds() {
        return rounds;
    }

    /** An impossible option of the benchmark's own. */
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Tells a line. */
    void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Runs in namespaces or on loopback; the exit code. */
    int anywhere(Work work) throws IOException, InterruptedException {
        return run(work, false);
    }

    /** Runs in namespaces or not at all; the exit code. */
    int enclosed(Work work) throws IOException, InterruptedException {
        return run(work, true);
    }

    private int run(Work work, boolean namespacesNeeded) throws IOException, InterruptedException {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw wrong("--rounds: expected 1 to " + MOST_ROUNDS + ". Found: " + rounds);
        }
        if (Enclosure.inside()) {
            Lifeline.hold();
            Enclosure.settle();
            return measure(work, directory.orElseThrow());
        }
        LabDirectory own = LabDirectory.create(Path.of(System.getProperty("java.io.tmpdir")));
        Optional<Enclosure> enclosure = Enclosure.find();
        if (enclosure.isPresent()) {
            return Lifeline.runInside(enclosure.orElseThrow(), again(own), own);
        }
        Lifeline.atExit(own::delete);
        if (namespacesNeeded) {
            throw new LabException(
                    spec.name() + ": expected a system that gives this user namespaces. Found: none; run it as root");
        }
        return measure(work, own.path());
    }

    private List<String> again(LabDirectory own) {
        List<String> words =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        words.add("--directory=" + own);
        return words;
    }

    private int measure(Work work, Path own) throws IOException, InterruptedException {
        Lifeline.limit(LONGEST);
        IoEventLoopGroup loops = Agent.eventLoops();
        try {
            boolean complete = work.measure(
                    new ProbeEnvironment(clock, System::nanoTime, loops, SystemTrust.load(), Map.of(), ownTargets()),
                    own);
            return complete ? 0 : tooBusy();
        } finally {
            loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        }
    }

    private int tooBusy() {
        spec.commandLine()
                .getErr()
                .println("jip bench: expected " + rounds + " rounds without other load on this machine."
                        + " Found: fewer; stop what else runs, or say --any-load");
        return 1;
    }

    /** Loopback, and the far ends of an enclosure. */
    private static ProbeLimits ownTargets() {
        List<Cidr> own = List.of(
                new Cidr(InetAddress.ofLiteral("127.0.0.0"), 8),
                new Cidr(InetAddress.ofLiteral("10.91.0.0"), 30),
                new Cidr(InetAddress.ofLiteral("10.92.0.0"), 16));
        return new ProbeLimits(own, 10_000, 1_000_000, 1_000_000_000L, 100_000_000_000L);
    }
}
