package id.jipmonitor.lab;

import id.jipmonitor.lab.bench.ConnectBenchmark;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench tcp}. */
@Command(
        name = "tcp",
        mixinStandardHelpOptions = true,
        description =
                "TCP connects on loopback: a bare loop in C, blackbox_exporter, check_tcp, and the agent's own probes.")
final class TcpBenchCommand implements Callable<Integer> {
    @Mixin
    private final BenchRun bench;

    @Option(names = "--targets", defaultValue = "4000", description = "Targets, 1 to 10000 (${DEFAULT-VALUE}).")
    private int targets;

    @Option(names = "--any-load", description = "Counts rounds though others work on the machine.")
    private boolean anyLoad;

    TcpBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (targets < 1 || targets > ConnectBenchmark.MOST_TARGETS) {
            throw bench.wrong("--targets: expected 1 to " + ConnectBenchmark.MOST_TARGETS + ". Found: " + targets);
        }
        return bench.anywhere((environment, directory) ->
                new ConnectBenchmark(environment, directory, bench::say).run(bench.rounds(), targets, anyLoad));
    }
}
