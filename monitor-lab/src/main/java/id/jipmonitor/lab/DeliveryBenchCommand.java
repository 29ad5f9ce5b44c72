package id.jipmonitor.lab;

import id.jipmonitor.lab.delivery.DeliveryBenchmark;
import io.netty.channel.IoEventLoopGroup;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench delivery}. */
@Command(
        name = "delivery",
        mixinStandardHelpOptions = true,
        description = "Results a second from agents' spools into a server's sinks, their bytes, and connected agents.")
final class DeliveryBenchCommand implements Callable<Integer> {
    private static final int LEAST_RESULTS = 4_000;
    private static final int MOST_RESULTS = 4_000_000;
    private static final int LEAST_SECONDS = 5;
    private static final int MOST_SECONDS = 300;
    private static final int LEAST_AGENTS = 10;
    private static final int MOST_AGENTS = 12_000;
    private static final int BACKLOG_AGENTS = 44;
    private static final int LEAST_BACKLOG = 44_000;
    private static final int MOST_BACKLOG = 40_000_000;
    private static final int LEAST_PER_SECOND = 10;
    private static final int MOST_PER_SECOND = 100_000;

    @Mixin
    private final BenchRun bench;

    @Option(
            names = "--results",
            defaultValue = "1000000",
            description = "Results of a round, 4000 to 4000000 (${DEFAULT-VALUE}).")
    private int results;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "For which one site's agent is weighed, 5 to 300 (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--agents",
            defaultValue = "10000",
            description = "Agents connected at once, 10 to 12000 (${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--backlog",
            description =
                    "Instead: 44 agents with 72 h of results each connect at once; how long until all is stored, and"
                            + " what becomes of live results meanwhile.")
    private boolean backlog;

    @Option(
            names = "--backlog-results",
            defaultValue = "19000000",
            description = "Of all 44 agents together, 44000 to 40000000 (${DEFAULT-VALUE}).")
    private int backlogResults;

    @Option(
            names = "--backlog-per-second",
            defaultValue = "2000",
            description = "What an agent's backlog_results_per_second says, 10 to 100000 (${DEFAULT-VALUE}).")
    private int backlogPerSecond;

    DeliveryBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check("--results", results, LEAST_RESULTS, MOST_RESULTS);
        check("--seconds", seconds, LEAST_SECONDS, MOST_SECONDS);
        check("--agents", agents, LEAST_AGENTS, MOST_AGENTS);
        check("--backlog-results", backlogResults, LEAST_BACKLOG, MOST_BACKLOG);
        check("--backlog-per-second", backlogPerSecond, LEAST_PER_SECOND, MOST_PER_SECOND);
        return bench.anywhere((environment, directory) -> {
            DeliveryBenchmark benchmark = new DeliveryBenchmark(
                    environment.wallClock(),
                    environment.nanoClock(),
                    (IoEventLoopGroup) environment.eventLoops(),
                    directory,
                    bench::say);
            if (backlog) {
                benchmark.backlog(BACKLOG_AGENTS, backlogResults, backlogPerSecond);
            } else {
                benchmark.run(new DeliveryBenchmark.Size(bench.rounds(), results, seconds, agents));
            }
            return true;
        });
    }

    private void check(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw bench.wrong(option + ": expected " + least + " to " + most + ". Found: " + value);
        }
    }
}
