package id.jipmonitor.lab;

import id.jipmonitor.lab.bench.IdleBenchmark;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench idle}. */
@Command(
        name = "idle",
        mixinStandardHelpOptions = true,
        description = "CPU and memory of a whole agent at its daily work: 220 probes of every type, and many targets.")
final class IdleBenchCommand implements Callable<Integer> {
    private static final int LEAST_SECONDS = 10;
    private static final int MOST_SECONDS = 100;
    private static final int MOST_WARM_UP = 300;
    private static final int MOST_TARGETS = 20_000;

    @Mixin
    private final BenchRun bench;

    @Option(names = "--seconds", defaultValue = "30", description = "Length of a round, 10 to 100 (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Before the first round of each part, 0 to 300 (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--targets", defaultValue = "10000", description = "Targets, 1 to 20000 (${DEFAULT-VALUE}).")
    private int targets;

    IdleBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS) {
            throw bench.wrong("--seconds: expected " + LEAST_SECONDS + " to " + MOST_SECONDS + ". Found: " + seconds);
        }
        if (warmUp < 0 || warmUp > MOST_WARM_UP) {
            throw bench.wrong("--warm-up: expected 0 to " + MOST_WARM_UP + ". Found: " + warmUp);
        }
        if (targets < 1 || targets > MOST_TARGETS) {
            throw bench.wrong("--targets: expected 1 to " + MOST_TARGETS + ". Found: " + targets);
        }
        return bench.anywhere((environment, directory) -> {
            new IdleBenchmark(environment, Home.path().resolve("config").resolve("agent.jvm"), directory, bench::say)
                    .run(new IdleBenchmark.Length(warmUp, bench.rounds(), seconds), targets);
            return true;
        });
    }
}
