package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The agent's ICMP probes beside fping and beside a bare loop in C: a sweep (one echo to each of many targets) and a
 * burst (20 echoes, 10 ms apart, to each of a tenth as many). The last line told holds the medians.
 */
public final class EchoBenchmark {
    /** Most targets of a sweep; beyond, fping's bursts would run into its limit of 65,535 echoes in 10 s. */
    public static final int MOST_TARGETS = 30_000;

    private static final int BURST = 20;
    private static final Duration BURST_GAP = Duration.ofMillis(10);
    /** So many that the start of a program weighs little. */
    private static final int SWEEPS = 20;

    private static final int BURSTS = 5;
    private static final String LOOPBACK = "127.1";
    private static final int TARGETS_PER_BURST = 10;

    private final ProbeEnvironment environment;
    private final Path directory;
    private final Consumer<String> out;

    /**
     * @param environment what the agent would lend its probes; loopback must be allowed
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param out hears each line
     */
    public EchoBenchmark(ProbeEnvironment environment, Path directory, Consumer<String> out) {
        this.environment = environment;
        this.directory = directory;
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param rounds at least 1
     * @param targets 10 to {@value #MOST_TARGETS}
     * @param anyLoad whether rounds count though others worked on the machine
     * @return whether every round that was asked for counted
     * @throws LabException when a program is missing or fails, or no ICMP socket is permitted
     */
    public boolean run(int rounds, int targets, boolean anyLoad) throws IOException, InterruptedException {
        EchoTask sweep = new EchoTask("sweep", LOOPBACK, targets, 1, Duration.ZERO, SWEEPS);
        EchoTask burst = new EchoTask("burst", LOOPBACK, targets / TARGETS_PER_BURST, BURST, BURST_GAP, BURSTS);
        try (AgentEchoes jip = new AgentEchoes(environment)) {
            out.accept("jip: ICMP by " + jip.mode() + "; limit: C, raw socket; fping -i0");
            List<Contender<EchoTask>> contenders = List.of(new EchoLimit(directory), new Fping(directory), jip);
            Contest<EchoTask> contest =
                    new Contest<>(new Machine(environment.nanoClock(), Path.of("/proc")), contenders, out);
            List<Contest.Outcome> outcomes = new ArrayList<>();
            for (EchoTask task : List.of(sweep, burst)) {
                outcomes.add(contest.hold(task, rounds, anyLoad));
            }
            out.accept("bench icmp: "
                    + String.join(
                            " ", outcomes.stream().map(EchoBenchmark::figures).toList()));
            return outcomes.stream().allMatch(each -> each.rounds() == rounds);
        }
    }

    private static String figures(Contest.Outcome outcome) {
        double limit = outcome.median("limit", Effort::perSecond);
        double fping = outcome.median("fping", Effort::perSecond);
        double jip = outcome.median("jip", Effort::perSecond);
        double limitCpu = outcome.median("limit", EchoBenchmark::cpuPer100k);
        double fpingCpu = outcome.median("fping", EchoBenchmark::cpuPer100k);
        double jipCpu = outcome.median("jip", EchoBenchmark::cpuPer100k);
        return String.format(
                        Locale.ROOT,
                        "NAME_rounds=%d NAME_discarded=%d NAME_limit_per_s=%.0f NAME_fping_per_s=%.0f NAME_jip_per_s=%.0f"
                                + " NAME_jip_to_fping=%.2f NAME_jip_to_limit=%.2f NAME_limit_cpu_s_per_100k=%.2f"
                                + " NAME_fping_cpu_s_per_100k=%.2f NAME_jip_cpu_s_per_100k=%.2f NAME_cpu_jip_to_limit=%.2f"
                                + " NAME_fping_lost=%d NAME_jip_lost=%d",
                        outcome.rounds(),
                        outcome.discarded(),
                        limit,
                        fping,
                        jip,
                        jip / fping,
                        jip / limit,
                        limitCpu,
                        fpingCpu,
                        jipCpu,
                        jipCpu / limitCpu,
                        outcome.mostLost("fping"),
                        outcome.mostLost("jip"))
                .replace("NAME", outcome.task());
    }

    private static double cpuPer100k(Effort effort) {
        return effort.cpuSecondsFor(100_000);
    }
}
