package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.lab.snmp.CounterModel;
import id.jipmonitor.lab.snmp.SnmpDevices;
import id.jipmonitor.lab.tcp.Behaviour;
import id.jipmonitor.lab.tcp.TcpServices;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a whole agent takes of a machine while it does its daily work: a province's 220 probes of every type, and ten
 * thousand targets. It has no server, so that its results go to its spool; the machine's other programs cost it nothing.
 */
public final class IdleBenchmark {
    private static final int SITES = 44;
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration WAITING_TIME = Duration.ofSeconds(1);
    private static final int TCP_PORT = 7_500;
    private static final int SNMP_PORT = 7_561;
    private static final int HOSTS = 250;

    private final ProbeEnvironment environment;
    private final Path options;
    private final Path directory;
    private final Consumer<String> out;

    /**
     * @param environment lends its clocks
     * @param options argument file of the agent's Java machine, as it is shipped
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param out hears each line
     */
    public IdleBenchmark(ProbeEnvironment environment, Path options, Path directory, Consumer<String> out) {
        this.environment = environment;
        this.options = options;
        this.directory = directory;
        this.out = out;
    }

    /** What an agent took during one window. */
    private record Window(double cpuPercent, double residentMegabytes, double resultsPerSecond) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f %% of a core, %.0f MB, %.1f results/s",
                    cpuPercent,
                    residentMegabytes,
                    resultsPerSecond);
        }
    }

    /**
     * How long each part lasts.
     *
     * @param warmUpSeconds before the first window, at least 0
     * @param windows at least 1
     * @param seconds of a window, at least 10
     */
    public record Length(int warmUpSeconds, int windows, int seconds) {}

    /**
     * Runs it.
     *
     * @param targets 1 to 20,000
     */
    public void run(Length length, int targets) throws IOException, InterruptedException {
        StringBuilder figures =
                new StringBuilder("bench idle: rounds=" + length.windows() + " seconds=" + length.seconds());
        try (TcpServices tcp = new TcpServices();
                SnmpDevices snmp = new SnmpDevices(environment.nanoClock())) {
            figures.append(measure("mixed", province(tcp, snmp), length));
        }
        figures.append(measure("echo", echoes(targets), length));
        out.accept(figures.toString());
    }

    private String measure(String part, List<ProbeSpec> probes, Length length)
            throws IOException, InterruptedException {
        out.accept(part + ": " + probes.size() + " probes every " + EVERY.toSeconds() + " s; " + length.warmUpSeconds()
                + " s to warm up");
        List<Window> windows = new ArrayList<>();
        Path own = Files.createDirectory(directory.resolve(part));
        try (WholeAgent agent =
                WholeAgent.start(options, probes, environment.wallClock().instant(), own)) {
            agent.letRun(length.warmUpSeconds());
            for (int round = 1; round <= length.windows(); round++) {
                Window window = window(agent, length.seconds());
                windows.add(window);
                out.accept("  round " + round + ": " + window);
            }
        }
        return String.format(
                Locale.ROOT,
                " %s_probes=%d %s_cpu_percent=%.2f %s_rss_mb=%.0f %s_results_per_s=%.1f",
                part,
                probes.size(),
                part,
                middle(windows.stream().map(Window::cpuPercent).toList()),
                part,
                middle(windows.stream().map(Window::residentMegabytes).toList()),
                part,
                middle(windows.stream().map(Window::resultsPerSecond).toList()));
    }

    private Window window(WholeAgent agent, int seconds) throws IOException, InterruptedException {
        Machine machine = new Machine(environment.nanoClock(), Path.of("/proc"));
        double cpuBefore = machine.cpuSeconds(agent.pid());
        double resultsBefore = agent.results();
        long begun = environment.nanoClock().getAsLong();
        agent.letRun(seconds);
        double took = (environment.nanoClock().getAsLong() - begun) / 1e9;
        return new Window(
                100 * (machine.cpuSeconds(agent.pid()) - cpuBefore) / took,
                agent.residentMegabytes(),
                (agent.results() - resultsBefore) / took);
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** For each site two echo bursts, two connects and a device's interfaces; opens what they look for. */
    private static List<ProbeSpec> province(TcpServices tcp, SnmpDevices snmp) throws IOException {
        List<ProbeSpec> probes = new ArrayList<>();
        for (int site = 0; site < SITES; site++) {
            InetAddress address = address("127.2", site);
            tcp.add(new InetSocketAddress(address, TCP_PORT), new Behaviour.Accept());
            tcp.add(new InetSocketAddress(address, TCP_PORT + 1), new Behaviour.Accept());
            snmp.add(
                    new InetSocketAddress(address, SNMP_PORT),
                    CounterModel.device(
                            "cpe-" + site,
                            List.of(
                                    new CounterModel.Interface("ether1", "JIP uplink", 100, 40_000, 12_000),
                                    new CounterModel.Interface("ether2", "LAN", 1_000, 12_000, 40_000))));
            probes.add(probe("echo-" + site, address, echo(0)));
            probes.add(probe("voice-" + site, address, echo(46)));
            probes.add(probe("web-" + site, address, connect(TCP_PORT)));
            probes.add(probe("mail-" + site, address, connect(TCP_PORT + 1)));
            probes.add(probe(
                    "cpe-" + site,
                    address,
                    new ProbeSettings.Snmp(
                            ProbeSettings.Snmp.Facts.INTERFACES,
                            SNMP_PORT,
                            WholeAgent.CREDENTIALS,
                            List.of(),
                            List.of())));
        }
        return probes;
    }

    private static List<ProbeSpec> echoes(int targets) {
        List<ProbeSpec> probes = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            probes.add(probe("echo-" + i, address("127.1", i), echo(0)));
        }
        return probes;
    }

    private static ProbeSettings echo(int dscp) {
        return new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, dscp, false, 64);
    }

    private static ProbeSettings connect(int port) {
        return new ProbeSettings.Tcp(port, Optional.empty(), Optional.empty(), true);
    }

    private static ProbeSpec probe(String name, InetAddress target, ProbeSettings settings) {
        return new ProbeSpec(
                new ProbeId(name), target.getHostAddress(), new Cadence.Every(EVERY), WAITING_TIME, settings);
    }

    private static InetAddress address(String network, int number) {
        return InetAddress.ofLiteral(network + "." + number / HOSTS + "." + (number % HOSTS + 1));
    }
}
