package id.jipmonitor.lab;

import id.jipmonitor.lab.bench.AccuracyBenchmark;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench accuracy}. */
@Command(
        name = "accuracy",
        mixinStandardHelpOptions = true,
        description = "Round-trip times of fping and the agent against the packets' own times on the wire.")
final class AccuracyBenchCommand implements Callable<Integer> {
    private static final int MOST_ECHOES = 10_000;

    @Mixin
    private final BenchRun bench;

    @Option(
            names = "--echoes",
            defaultValue = "400",
            description = "Echoes a run, 20 to 10000, a multiple of 20 (${DEFAULT-VALUE}).")
    private int echoes;

    AccuracyBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (echoes < AccuracyBenchmark.ECHOES_STEP
                || echoes > MOST_ECHOES
                || echoes % AccuracyBenchmark.ECHOES_STEP != 0) {
            throw bench.wrong("--echoes: expected 20 to " + MOST_ECHOES + ", a multiple of 20. Found: " + echoes);
        }
        return bench.enclosed((environment, directory) -> {
            new AccuracyBenchmark(environment, directory, echoes, bench::say).run(bench.rounds());
            return true;
        });
    }
}
