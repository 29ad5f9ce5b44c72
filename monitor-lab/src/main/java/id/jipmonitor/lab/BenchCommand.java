package id.jipmonitor.lab;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The list of benchmarks; each is a subcommand with options of its own. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[NAME [OPTION...]]",
        description = {
            "Runs a benchmark: the peer, the limit and JIP Monitor do the same work in turn, at least 5 rounds.",
            "The last line holds the medians as KEY=VALUE. Only the ratios may be compared across machines.",
            "Exit codes: 0 done, 1 failed or the machine was too busy for enough rounds, 2 wrong usage.",
            "What a benchmark may be told: bench NAME --help"
        },
        commandListHeading = "Benchmarks:%n")
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", hidden = true, description = "A name that is no benchmark's.")
    private Optional<String> unknown = Optional.empty();

    static CommandLine withBenchmarks(InstantSource clock) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new IcmpBenchCommand(clock))
                .addSubcommand(new AccuracyBenchCommand(clock))
                .addSubcommand(new LossBenchCommand(clock))
                .addSubcommand(new SnmpBenchCommand(clock))
                .addSubcommand(new IdleBenchCommand(clock))
                .addSubcommand(new TcpBenchCommand(clock))
                .addSubcommand(new DeliveryBenchCommand(clock))
                .addSubcommand(new StoreBenchCommand(clock));
    }

    @Override
    public Integer call() {
        if (unknown.isPresent()) {
            String names = String.join(", ", spec.subcommands().keySet());
            throw new ParameterException(
                    spec.commandLine(), "NAME: expected one of " + names + ". Found: " + unknown.orElseThrow());
        }
        spec.commandLine().usage(spec.commandLine().getOut());
        return 0;
    }
}
