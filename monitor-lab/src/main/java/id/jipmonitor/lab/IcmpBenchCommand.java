package id.jipmonitor.lab;

import id.jipmonitor.lab.bench.EchoBenchmark;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench icmp}. */
@Command(
        name = "icmp",
        mixinStandardHelpOptions = true,
        description = "Echo requests on loopback: a bare loop in C, fping, and the agent's own probes.")
final class IcmpBenchCommand implements Callable<Integer> {
    private static final int LEAST_TARGETS = 10;

    @Mixin
    private final BenchRun bench;

    @Option(names = "--targets", defaultValue = "10000", description = "Targets, 10 to 30000 (${DEFAULT-VALUE}).")
    private int targets;

    @Option(names = "--any-load", description = "Counts rounds though others work on the machine.")
    private boolean anyLoad;

    IcmpBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (targets < LEAST_TARGETS || targets > EchoBenchmark.MOST_TARGETS) {
            throw bench.wrong("--targets: expected " + LEAST_TARGETS + " to " + EchoBenchmark.MOST_TARGETS + ". Found: "
                    + targets);
        }
        return bench.anywhere((environment, directory) ->
                new EchoBenchmark(environment, directory, bench::say).run(bench.rounds(), targets, anyLoad));
    }
}
