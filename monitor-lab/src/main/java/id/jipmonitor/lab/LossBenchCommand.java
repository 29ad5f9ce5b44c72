package id.jipmonitor.lab;

import id.jipmonitor.lab.bench.LossBenchmark;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench loss}. */
@Command(
        name = "loss",
        mixinStandardHelpOptions = true,
        description = {
            "The loss that fping and the agent's own probes tell of: none is true behind 150 ms, the kernel's own count",
            "where it drops 5 %, and none with more than 65,535 echoes in 10 s. Needs root."
        })
final class LossBenchCommand implements Callable<Integer> {
    private static final int LEAST_TARGETS = 100;

    @Mixin
    private final BenchRun bench;

    @Option(names = "--targets", defaultValue = "10000", description = "Targets, 100 to 30000 (${DEFAULT-VALUE}).")
    private int targets;

    LossBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (targets < LEAST_TARGETS || targets > LossBenchmark.MOST_TARGETS) {
            throw bench.wrong("--targets: expected " + LEAST_TARGETS + " to " + LossBenchmark.MOST_TARGETS + ". Found: "
                    + targets);
        }
        return bench.enclosed((environment, directory) -> {
            new LossBenchmark(environment, directory, bench::say).run(bench.rounds(), targets);
            return true;
        });
    }
}
