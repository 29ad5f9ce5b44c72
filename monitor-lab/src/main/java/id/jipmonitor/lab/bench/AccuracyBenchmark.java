package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.icmp.Echoes;
import id.jipmonitor.agent.probe.icmp.IcmpProbeType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How far the round-trip times of the agent and of fping are from those of the packets on the wire, with the machine idle
 * and with every core busy. The error of an echo is the absolute difference.
 */
public final class AccuracyBenchmark {
    /** The number of echoes is a multiple of it. */
    public static final int ECHOES_STEP = AgentTimes.ROUND;

    private static final Duration GAP = Duration.ofMillis(10);
    private static final double NANOS_PER_MICRO = 1_000;

    private final ProbeEnvironment environment;
    private final Path directory;
    private final int echoes;
    private final Consumer<String> out;

    /**
     * @param environment what the agent would lend its probes; 10.91.0.0/30 must be allowed
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param echoes a run, a multiple of {@link #ECHOES_STEP}
     * @param out hears each line
     */
    public AccuracyBenchmark(ProbeEnvironment environment, Path directory, int echoes, Consumer<String> out) {
        this.environment = environment;
        this.directory = directory;
        this.echoes = echoes;
        this.out = out;
    }

    /** Runs it, within an enclosure. */
    public void run(int rounds) throws IOException, InterruptedException {
        InetAddress target = FarEnd.connect(directory);
        StringBuilder figures = new StringBuilder("bench accuracy: rounds=" + rounds + " echoes=" + echoes);
        try (Echoes shared = Echoes.ofThisHost(environment.nanoClock());
                IcmpProbeType type = new IcmpProbeType(environment, shared)) {
            List<PingTimes> contenders = List.of(new FpingTimes(directory), new AgentTimes(environment, type));
            out.accept("echoes to a far end over veth; jip: ICMP by "
                    + type.selfTest().mode() + "; one run each to warm up");
            figures.append(figures("idle", rounds, contenders, target));
            int cores = Runtime.getRuntime().availableProcessors();
            try (BusyCores _ = new BusyCores(cores)) {
                figures.append(figures("busy", rounds, contenders, target));
            }
        }
        out.accept(figures.toString());
    }

    private String figures(String state, int rounds, List<PingTimes> contenders, InetAddress target)
            throws IOException, InterruptedException {
        List<List<Errors>> all = new ArrayList<>();
        contenders.forEach(_ -> all.add(new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            StringBuilder line = new StringBuilder("  " + state + ", round " + round + ":");
            for (int turn = 0; turn < contenders.size(); turn++) {
                int who = (round + turn) % contenders.size();
                Errors errors = measure(contenders.get(who), target);
                line.append("  ").append(contenders.get(who).name()).append(' ').append(errors);
                if (round > 0) {
                    all.get(who).add(errors);
                }
            }
            out.accept(round == 0 ? line + "  (warm-up)" : line.toString());
        }
        StringBuilder figures = new StringBuilder();
        for (int who = 0; who < contenders.size(); who++) {
            String name = " " + state + "_" + contenders.get(who).name();
            List<Errors> errors = all.get(who);
            figures.append(String.format(
                    Locale.ROOT,
                    "%s_median_us=%.1f%s_p99_us=%.1f%s_judged=%.3f",
                    name,
                    middle(errors.stream().map(each -> each.micros(0.5)).toList()),
                    name,
                    middle(errors.stream().map(each -> each.micros(0.99)).toList()),
                    name,
                    middle(errors.stream().map(Errors::share).toList())));
        }
        return figures.toString();
    }

    private Errors measure(PingTimes contender, InetAddress target) throws IOException, InterruptedException {
        try (WireTimes wire = WireTimes.watch(FarEnd.INTERFACE, echoes, directory)) {
            return Errors.between(contender.ping(target, echoes, GAP), wire.seen());
        }
    }

    private static double middle(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /**
     * The errors of one run.
     *
     * @param sortedNanos of the echoes that both know
     * @param asked echoes in all
     */
    record Errors(List<Long> sortedNanos, int asked) {
        static Errors between(List<Optional<Duration>> told, List<Optional<Duration>> seen) {
            List<Long> errors = new ArrayList<>();
            for (int i = 0; i < Math.min(told.size(), seen.size()); i++) {
                Optional<Duration> wire = seen.get(i);
                told.get(i)
                        .flatMap(mine -> wire.map(mine::minus))
                        .map(Duration::toNanos)
                        .map(Math::abs)
                        .ifPresent(errors::add);
            }
            return new Errors(errors.stream().sorted().toList(), told.size());
        }

        /** The least error that so large a share of the echoes does not pass (nearest rank), microseconds. */
        double micros(double quantile) {
            if (sortedNanos.isEmpty()) {
                return Double.NaN;
            }
            int rank = (int) Math.ceil(quantile * sortedNanos.size());
            return sortedNanos.get(Math.max(0, rank - 1)) / NANOS_PER_MICRO;
        }

        /** How many of the echoes could be judged. */
        double share() {
            return (double) sortedNanos.size() / asked;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "p50 %.1f us, p99 %.1f us", micros(0.5), micros(0.99));
        }
    }
}
