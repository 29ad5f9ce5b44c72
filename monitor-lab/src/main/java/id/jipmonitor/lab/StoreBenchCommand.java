package id.jipmonitor.lab;

import id.jipmonitor.lab.delivery.StoreBenchmark;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench store}. */
@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        description = "Results a second into the stores, their bytes on disk, and how long questions take meanwhile.")
final class StoreBenchCommand implements Callable<Integer> {
    private static final int LEAST_RESULTS = 10_000;
    private static final int MOST_RESULTS = 2_000_000;
    private static final int MOST_QUESTIONS = 1_000;
    private static final int MOST_DAYS = 60;

    @Mixin
    private final BenchRun bench;

    @Option(
            names = "--results",
            defaultValue = "500000",
            description = "Results of a round, 10000 to 2000000 (${DEFAULT-VALUE}).")
    private int results;

    @Option(
            names = "--questions",
            defaultValue = "100",
            description = "How often each question is asked, 1 to 1000 (${DEFAULT-VALUE}).")
    private int questions;

    @Option(
            names = "--days",
            defaultValue = "0",
            description =
                    "Days of East Java (44 sites x 50 probes x 30 s: 6.3 million results each) that are loaded at the"
                            + " end, 0 to 60 (${DEFAULT-VALUE}).")
    private int days;

    StoreBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--results", results, LEAST_RESULTS, MOST_RESULTS);
        check("--questions", questions, 1, MOST_QUESTIONS);
        check("--days", days, 0, MOST_DAYS);
        return bench.anywhere((environment, directory) -> {
            new StoreBenchmark(environment.wallClock(), environment.nanoClock(), directory, bench::say)
                    .run(new StoreBenchmark.Size(bench.rounds(), results, questions, days));
            return true;
        });
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw bench.wrong(option + ": expected " + least + " to " + most + ". Found: " + value);
        }
    }
}
