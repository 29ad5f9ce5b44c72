package id.jipmonitor.lab;

import id.jipmonitor.lab.bench.SnmpBenchmark;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench snmp}. */
@Command(
        name = "snmp",
        mixinStandardHelpOptions = true,
        description =
                "SNMP at a device of 50 interfaces: snmp_exporter, snmpbulkwalk, the device's ceiling, and the agent's"
                        + " own probes.")
final class SnmpBenchCommand implements Callable<Integer> {
    private static final int MOST_POLLS = 10_000;
    private static final int MOST_GETS = 10_000_000;

    @Mixin
    private final BenchRun bench;

    @Option(names = "--polls", defaultValue = "200", description = "Polls a run, 4 to 10000 (${DEFAULT-VALUE}).")
    private int polls;

    @Option(names = "--gets", defaultValue = "50000", description = "GETs a run, 64 to 10000000 (${DEFAULT-VALUE}).")
    private int gets;

    @Option(names = "--any-load", description = "Counts rounds though others work on the machine.")
    private boolean anyLoad;

    SnmpBenchCommand(InstantSource clock) {
        bench = new BenchRun(clock);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (polls < SnmpBenchmark.POLLS_AT_ONCE || polls > MOST_POLLS) {
            throw bench.wrong(
                    "--polls: expected " + SnmpBenchmark.POLLS_AT_ONCE + " to " + MOST_POLLS + ". Found: " + polls);
        }
        if (gets < SnmpBenchmark.GETS_AT_ONCE || gets > MOST_GETS) {
            throw bench.wrong(
                    "--gets: expected " + SnmpBenchmark.GETS_AT_ONCE + " to " + MOST_GETS + ". Found: " + gets);
        }
        return bench.enclosed((environment, directory) ->
                new SnmpBenchmark(environment, directory, bench::say).run(bench.rounds(), polls, gets, anyLoad));
    }
}
