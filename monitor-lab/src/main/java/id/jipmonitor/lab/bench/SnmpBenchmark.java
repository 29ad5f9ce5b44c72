package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.lab.bench.SnmpTask.Version;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The agent's SNMP probes at a real snmpd of 50 interfaces: all interfaces by v2c and by v3 beside snmp_exporter and
 * snmpbulkwalk, and single GETs beside what the device can answer at most. The last line told holds the medians.
 */
public final class SnmpBenchmark {
    /** How many polls are under way at once. */
    public static final int POLLS_AT_ONCE = 4;

    /** How many GETs are under way at once. */
    public static final int GETS_AT_ONCE = 64;

    private static final int WARM_UPS = 5;

    private final ProbeEnvironment environment;
    private final Path directory;
    private final Consumer<String> out;

    /**
     * @param environment what the agent would lend its probes; loopback must be allowed
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param out hears each line
     */
    public SnmpBenchmark(ProbeEnvironment environment, Path directory, Consumer<String> out) {
        this.environment = environment;
        this.directory = directory;
        this.out = out;
    }

    /**
     * Runs it, within an enclosure.
     *
     * @param rounds at least 1
     * @param polls at least {@value #POLLS_AT_ONCE}
     * @param gets at least {@value #GETS_AT_ONCE}
     * @param anyLoad whether rounds count though others worked on the machine
     * @return whether every round that was asked for counted
     * @throws LabException when a program is missing or fails
     */
    public boolean run(int rounds, int polls, int gets, boolean anyLoad) throws IOException, InterruptedException {
        try (SnmpDevice device = SnmpDevice.start(directory);
                SnmpExporter exporter = SnmpExporter.start(directory);
                AgentPolls jip = new AgentPolls(environment)) {
            jip.awaitDevice();
            Machine machine = new Machine(environment.nanoClock(), Path.of("/proc"), List.of(device.pid()));
            Contest<SnmpTask> polling = new Contest<>(machine, List.of(exporter, new BulkWalks(directory), jip), out);
            Contest<SnmpTask> asking = new Contest<>(machine, List.of(new SnmpLimit(directory), jip), out);
            List<Contest.Outcome> outcomes = new ArrayList<>();
            List<String> figures = new ArrayList<>();
            for (Version version : Version.values()) {
                SnmpTask task = new SnmpTask(version.word(), version, Facts.INTERFACES, polls, POLLS_AT_ONCE);
                outcomes.add(held(polling, jip, task, rounds, anyLoad));
                figures.add(polled(outcomes.getLast()));
            }
            SnmpTask get = new SnmpTask("get", Version.V2C, Facts.GET, gets, GETS_AT_ONCE);
            outcomes.add(held(asking, jip, get, rounds, anyLoad));
            figures.add(asked(outcomes.getLast()));
            out.accept("bench snmp: " + String.join(" ", figures));
            return outcomes.stream().allMatch(each -> each.rounds() == rounds);
        }
    }

    /** An agent runs for months, so what it compiles while it runs is compiled before the contest. */
    private static Contest.Outcome held(
            Contest<SnmpTask> contest, AgentPolls jip, SnmpTask task, int rounds, boolean anyLoad)
            throws IOException, InterruptedException {
        for (int i = 0; i < WARM_UPS; i++) {
            jip.run(task);
        }
        return contest.hold(task, rounds, anyLoad);
    }

    private static String polled(Contest.Outcome outcome) {
        double exporter = outcome.median("exporter", Effort::perSecond);
        double bulkwalk = outcome.median("bulkwalk", Effort::perSecond);
        double jip = outcome.median("jip", Effort::perSecond);
        return String.format(
                        Locale.ROOT,
                        "NAME_rounds=%d NAME_discarded=%d NAME_exporter_per_s=%.1f NAME_bulkwalk_per_s=%.1f"
                                + " NAME_jip_per_s=%.1f NAME_jip_to_exporter=%.2f NAME_jip_to_bulkwalk=%.2f"
                                + " NAME_exporter_cpu_ms=%.2f NAME_bulkwalk_cpu_ms=%.2f NAME_jip_cpu_ms=%.2f"
                                + " NAME_exporter_lost=%d NAME_bulkwalk_lost=%d NAME_jip_lost=%d",
                        outcome.rounds(),
                        outcome.discarded(),
                        exporter,
                        bulkwalk,
                        jip,
                        jip / exporter,
                        jip / bulkwalk,
                        outcome.median("exporter", SnmpBenchmark::cpuMillis),
                        outcome.median("bulkwalk", SnmpBenchmark::cpuMillis),
                        outcome.median("jip", SnmpBenchmark::cpuMillis),
                        outcome.mostLost("exporter"),
                        outcome.mostLost("bulkwalk"),
                        outcome.mostLost("jip"))
                .replace("NAME", outcome.task());
    }

    private static String asked(Contest.Outcome outcome) {
        double limit = outcome.median("limit", Effort::perSecond);
        double jip = outcome.median("jip", Effort::perSecond);
        return String.format(
                        Locale.ROOT,
                        "NAME_rounds=%d NAME_discarded=%d NAME_limit_per_s=%.0f NAME_jip_per_s=%.0f NAME_jip_to_limit=%.2f"
                                + " NAME_limit_cpu_ms=%.4f NAME_jip_cpu_ms=%.4f NAME_limit_lost=%d NAME_jip_lost=%d",
                        outcome.rounds(),
                        outcome.discarded(),
                        limit,
                        jip,
                        jip / limit,
                        outcome.median("limit", SnmpBenchmark::cpuMillis),
                        outcome.median("jip", SnmpBenchmark::cpuMillis),
                        outcome.mostLost("limit"),
                        outcome.mostLost("jip"))
                .replace("NAME", outcome.task());
    }

    private static double cpuMillis(Effort effort) {
        return effort.cpuSecondsFor(1_000);
    }
}
