package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The agent's TCP probes beside blackbox_exporter, check_tcp and a bare loop in C: one connect to each of many targets, all
 * of them one service on loopback. The last line told holds the medians.
 */
public final class ConnectBenchmark {
    /** Most targets; so many connections may wait to be accepted. */
    public static final int MOST_TARGETS = 10_000;

    private static final int TIMES = 5;
    private static final int WARM_UPS = 3;

    private final ProbeEnvironment environment;
    private final Path directory;
    private final Consumer<String> out;

    /**
     * @param environment what the agent would lend its probes; loopback must be allowed
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param out hears each line
     */
    public ConnectBenchmark(ProbeEnvironment environment, Path directory, Consumer<String> out) {
        this.environment = environment;
        this.directory = directory;
        this.out = out;
    }

    /**
     * Runs it.
     *
     * @param rounds at least 1
     * @param targets 1 to {@value #MOST_TARGETS}
     * @param anyLoad whether rounds count though others worked on the machine
     * @return whether every round that was asked for counted
     * @throws LabException when a program is missing or fails
     */
    public boolean run(int rounds, int targets, boolean anyLoad) throws IOException, InterruptedException {
        ConnectTask task = new ConnectTask(targets, TIMES);
        try (FarService service = new FarService(directory);
                BlackboxExporter blackbox = new BlackboxExporter(directory);
                AgentConnects jip = new AgentConnects(environment, task)) {
            out.accept(
                    "jip: TCP by " + jip.mode() + "; limit: C, epoll; blackbox_exporter over HTTP; check_tcp by xargs");
            List<Contender<ConnectTask>> contenders =
                    List.of(new ConnectLimit(directory), blackbox, new CheckTcp(directory), jip);
            Machine machine = new Machine(environment.nanoClock(), Path.of("/proc"), List.of(service.pid()));
            // An agent runs for months: what it compiles while it runs is compiled before the contest.
            for (int i = 0; i < WARM_UPS; i++) {
                jip.run(task);
            }
            Contest.Outcome outcome = new Contest<>(machine, contenders, out).hold(task, rounds, anyLoad);
            out.accept(figures(outcome, contenders));
            return outcome.rounds() == rounds;
        }
    }

    private static String figures(Contest.Outcome outcome, List<Contender<ConnectTask>> contenders) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "bench tcp: rounds=%d discarded=%d", outcome.rounds(), outcome.discarded()));
        for (Contender<ConnectTask> each : contenders) {
            String name = each.name();
            line.append(String.format(
                    Locale.ROOT,
                    " %s_per_s=%.0f %s_cpu_s_per_1k=%.3f %s_lost=%d",
                    name,
                    outcome.median(name, Effort::perSecond),
                    name,
                    outcome.median(name, ConnectBenchmark::cpuPer1k),
                    name,
                    outcome.mostLost(name)));
        }
        double jip = outcome.median("jip", Effort::perSecond);
        return line.append(String.format(
                        Locale.ROOT,
                        " jip_to_blackbox=%.2f jip_to_limit=%.2f jip_to_check_tcp=%.2f cpu_jip_to_blackbox=%.3f",
                        jip / outcome.median("blackbox", Effort::perSecond),
                        jip / outcome.median("limit", Effort::perSecond),
                        jip / outcome.median("check_tcp", Effort::perSecond),
                        outcome.median("jip", ConnectBenchmark::cpuPer1k)
                                / outcome.median("blackbox", ConnectBenchmark::cpuPer1k)))
                .toString();
    }

    private static double cpuPer1k(Effort effort) {
        return effort.cpuSecondsFor(1_000);
    }
}
