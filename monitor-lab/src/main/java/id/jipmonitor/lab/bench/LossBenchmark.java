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
 * Whether the loss that the agent and fping tell of is the network's: none where every echo is answered, however many
 * are under way at once, and as much as the kernel says that it dropped. The last line told holds the figures.
 */
public final class LossBenchmark {
    /** Most targets. */
    public static final int MOST_TARGETS = 30_000;

    private static final Duration FAR = Duration.ofMillis(150);
    private static final int SOME = 20;
    private static final String LOOPBACK = "127.1";
    private static final String ABORTED = "aborted";

    private final ProbeEnvironment environment;
    private final Path directory;
    private final Consumer<String> out;

    /**
     * @param environment what the agent would lend its probes; loopback and 10.92.0.0/16 must be allowed
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param out hears each line
     */
    public LossBenchmark(ProbeEnvironment environment, Path directory, Consumer<String> out) {
        this.environment = environment;
        this.directory = directory;
        this.out = out;
    }

    /**
     * Runs it, within an enclosure.
     *
     * @param rounds at least 1
     * @param targets 10 to {@value #MOST_TARGETS}
     * @throws LabException when a program is missing or fails, or no ICMP socket or TUN interface is permitted
     */
    public void run(int rounds, int targets) throws IOException, InterruptedException {
        try (AgentEchoes jip = new AgentEchoes(environment)) {
            List<Contender<EchoTask>> contenders = List.of(new Fping(directory), jip);
            out.accept("jip: ICMP by " + jip.mode() + "; fping -i0");
            out.accept(String.format(Locale.ROOT, "bench loss: rounds=%d targets=%d", rounds, targets)
                    + far(contenders, rounds, targets)
                    + dropped(contenders, rounds, targets / SOME)
                    + steady(contenders, targets));
        }
    }

    /** One echo to each of many targets whose answers are all on their way when the first arrives. */
    private String far(List<Contender<EchoTask>> contenders, int rounds, int targets)
            throws IOException, InterruptedException {
        EchoTask task = new EchoTask("far", DelayedFarEnd.NETWORK, targets, 1, Duration.ZERO, 1);
        out.accept("far: " + task.description() + ", every one answered after " + FAR.toMillis() + " ms");
        List<List<Double>> lost = List.of(new ArrayList<>(), new ArrayList<>());
        try (DelayedFarEnd _ = DelayedFarEnd.start(FAR, directory)) {
            for (int round = 1; round <= rounds; round++) {
                for (int turn = 0; turn < contenders.size(); turn++) {
                    int who = (round + turn) % contenders.size();
                    long answered = contenders.get(who).run(task);
                    double percent = 100.0 * (task.total() - answered) / task.total();
                    lost.get(who).add(percent);
                    say(round, contenders.get(who), String.format(Locale.ROOT, "%.2f %% lost", percent));
                }
            }
        }
        return figure("far", contenders, "lost_percent", lost, "%.2f");
    }

    /** Echoes of which the kernel drops some: the loss told less the kernel's count. */
    private String dropped(List<Contender<EchoTask>> contenders, int rounds, int targets)
            throws IOException, InterruptedException {
        EchoTask task = new EchoTask("dropped", LOOPBACK, targets, SOME, Duration.ofMillis(10), 1);
        out.accept("dropped: " + task.description() + ", of which the kernel drops 5 % by chance");
        List<List<Double>> differences = List.of(new ArrayList<>(), new ArrayList<>());
        ReplyDrops drops = ReplyDrops.begin(directory);
        for (int round = 1; round <= rounds; round++) {
            for (int turn = 0; turn < contenders.size(); turn++) {
                int who = (round + turn) % contenders.size();
                long before = drops.count();
                long lost = task.total() - contenders.get(who).run(task);
                long counted = drops.count() - before;
                differences.get(who).add((double) Math.abs(lost - counted));
                say(round, contenders.get(who), lost + " lost, " + counted + " dropped");
            }
        }
        drops.end();
        return figure("dropped", contenders, "difference", differences, "%.0f");
    }

    /** So many echoes in 10 s that their sequence numbers do not fit into 16 bits. */
    private String steady(List<Contender<EchoTask>> contenders, int targets) throws IOException, InterruptedException {
        EchoTask task = new EchoTask("steady", LOOPBACK, targets, SOME, Duration.ofSeconds(1), 1);
        out.accept("steady: " + task.description() + ", a second apart");
        StringBuilder figures = new StringBuilder();
        for (Contender<EchoTask> each : contenders) {
            String lost = lostOrAborted(each, task);
            say(1, each, lost.equals(ABORTED) ? lost : lost + " lost");
            figures.append(" steady_").append(each.name()).append("_lost=").append(lost);
        }
        return figures.toString();
    }

    private String lostOrAborted(Contender<EchoTask> contender, EchoTask task)
            throws IOException, InterruptedException {
        try {
            return Long.toString(task.total() - contender.run(task));
        } catch (LabException gaveUp) {
            out.accept("  " + gaveUp.getMessage());
            return ABORTED;
        }
    }

    private void say(int round, Contender<EchoTask> who, String words) {
        out.accept("  round " + round + ": " + who.name() + " " + words);
    }

    private static String figure(
            String part, List<Contender<EchoTask>> contenders, String what, List<List<Double>> values, String format) {
        StringBuilder figures = new StringBuilder();
        for (int who = 0; who < contenders.size(); who++) {
            String key = " " + part + "_" + contenders.get(who).name() + "_";
            double[] sorted = values.get(who).stream()
                    .mapToDouble(Double::doubleValue)
                    .sorted()
                    .toArray();
            figures.append(key + "median_" + what + "=")
                    .append(String.format(Locale.ROOT, format, sorted[sorted.length / 2]))
                    .append(key + "most_" + what + "=")
                    .append(String.format(Locale.ROOT, format, sorted[sorted.length - 1]));
        }
        return figures.toString();
    }
}
