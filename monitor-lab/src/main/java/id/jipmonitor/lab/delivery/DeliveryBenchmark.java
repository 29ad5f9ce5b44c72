package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.model.AgentId;
import io.netty.channel.IoEventLoopGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * How fast results come from agents' spools through TLS and ingest into a sink, what they weigh on the way, and what connected
 * agents cost the server. The agents' spools and uplinks are the real ones, in this process; the server is one of its own.
 */
public final class DeliveryBenchmark {
    private static final int AGENTS = 4;
    /** InfluxDB takes a tenth of what the other sinks take. */
    private static final int INFLUX_SHARE = 10;

    private static final int PROBES = 44;
    /** With as many of each of 44 agents, 72 h are 19 million results. */
    private static final int BACKLOG_PROBES = 17;

    private static final int SEED = 20261124;
    private static final long LONGEST_SECONDS = 300;
    private static final Duration PAST = Duration.ofDays(7);
    private static final double PER = 100_000;
    private static final List<String> SMALL_HEAP = List.of("-Xmx1g");

    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final IoEventLoopGroup loops;
    private final Path directory;
    private final Consumer<String> out;
    private final Medians medians = new Medians();
    private int homes;

    /**
     * @param loops of the agents
     * @param directory for temporary files; it exists and nobody else writes to it
     * @param out hears each line
     */
    public DeliveryBenchmark(
            InstantSource clock, LongSupplier nanoClock, IoEventLoopGroup loops, Path directory, Consumer<String> out) {
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.loops = loops;
        this.directory = directory;
        this.out = out;
    }

    /**
     * How much is done.
     *
     * @param rounds that count, after one to warm up
     * @param results of a round, all agents together
     * @param seconds for which one site's agent is listened to
     * @param agents how many are connected at the end; a tenth of them first
     */
    public record Size(int rounds, int results, int seconds, int agents) {}

    /** Runs it. */
    public void run(Size size) throws IOException, InterruptedException {
        Certificates certificates = new Certificates(directory, clock.instant());
        weigh(size, certificates);
        for (String sink : List.of(FarServer.DISCARD, FarServer.EMBEDDED)) {
            throughput(sink, sink, size, certificates);
        }
        influx(new Size(size.rounds(), size.results() / INFLUX_SHARE, size.seconds(), size.agents()), certificates);
        connections(size, certificates);
        out.accept("bench delivery: rounds=" + size.rounds() + " results=" + size.results() + medians);
    }

    /** The aims: 19 million results within 15 minutes, and live ones stored within 5 s at the 99th percentile meanwhile. */
    public void backlog(int agents, long results, int backlogPerSecond) throws IOException, InterruptedException {
        Certificates certificates = new Certificates(directory, clock.instant());
        Path home = certificates.serverHome("server-backlog");
        BacklogRun.Size size = new BacklogRun.Size(
                agents, Math.toIntExact(results / agents), BACKLOG_PROBES, backlogPerSecond, Duration.ofHours(1));
        double seconds;
        try (ServerProcess server = ServerProcess.start(home, FarServer.EMBEDDED, List.of())) {
            seconds =
                    new BacklogRun(clock, nanoClock, loops, directory, out).drain(size, server.address(), certificates);
        }
        double[] live = LiveWatch.read(home).stream()
                .mapToDouble(each -> each.micros() / 1e6)
                .sorted()
                .toArray();
        out.accept(String.format(
                Locale.ROOT,
                "bench delivery: backlog=%d agents=%d drained_s=%.1f backlog_per_s=%.0f live=%d live_p50_s=%.3f"
                        + " live_p99_s=%.3f live_max_s=%.3f",
                size.results(),
                agents,
                seconds,
                size.results() / seconds,
                live.length,
                at(live, 0.5),
                at(live, 0.99),
                at(live, 1)));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1L, (long) (share * sorted.length))];
    }

    private void weigh(Size size, Certificates certificates) throws IOException, InterruptedException {
        try (ServerProcess server = server(FarServer.DISCARD, certificates, List.of())) {
            Instant now = clock.instant();
            try (Relay relay = new Relay(server.address());
                    DeliveringAgent agent = agent("big", now, InstantSource.fixed(now))) {
                agent.fill(size.results() / AGENTS);
                double results = (double) size.results() / AGENTS;
                medians.add("big_spool_bytes", agent.bytes() / results);
                agent.connect(relay.address(), certificates.agent(agent.agent()), loops, nanoClock);
                agent.awaitDelivered(LONGEST_SECONDS);
                medians.add("big_wire_bytes", relay.up() / results);
                medians.add("big_wire_bytes_back", relay.down() / results);
            }
            site(size, server, certificates);
        }
        out.accept("bytes of a result:" + medians.newest(""));
    }

    /** One site's agent at its own pace: a result every 227 ms. */
    private void site(Size size, ServerProcess server, Certificates certificates)
            throws IOException, InterruptedException {
        try (Relay relay = new Relay(server.address());
                DeliveringAgent agent = agent("site", clock.instant(), clock)) {
            agent.connect(relay.address(), certificates.agent(agent.agent()), loops, nanoClock);
            pace(agent, MadeResults.EVERY.toSeconds());
            long up = relay.up();
            long down = relay.down();
            double results = pace(agent, size.seconds());
            medians.add("site_wire_bytes", (relay.up() - up) / results);
            medians.add("site_wire_bytes_back", (relay.down() - down) / results);
        }
        try (DeliveringAgent alone = agent("alone", clock.instant(), clock)) {
            double results = pace(alone, size.seconds());
            medians.add("site_spool_bytes", alone.spooledBytes() / results);
        }
    }

    private int pace(DeliveringAgent agent, long seconds) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long every = MadeResults.EVERY.toNanos() / PROBES;
        long begun = nanoClock.getAsLong();
        int count = 0;
        for (long due = begun; due - begun < Duration.ofSeconds(seconds).toNanos(); due += every) {
            var _ = never.await(due - nanoClock.getAsLong(), TimeUnit.NANOSECONDS);
            var _ = agent.append(1);
            count++;
        }
        var _ = never.await(1, TimeUnit.SECONDS);
        return count;
    }

    private void throughput(String name, String sink, Size size, Certificates certificates)
            throws IOException, InterruptedException {
        out.accept(name + ": " + size.results() + " results of " + AGENTS + " agents; one round to warm up");
        try (ServerProcess server = server(sink, certificates, List.of())) {
            for (int round = 0; round <= size.rounds(); round++) {
                Medians figures = round == 0 ? new Medians() : medians;
                deliver(name, size, server, certificates, figures);
                out.accept((round == 0 ? "  warm-up:" : "  round " + round + ":") + figures.newest(name));
            }
        }
    }

    /** Our store beside a loader that has the very same requests ready. */
    private void influx(Size size, Certificates certificates) throws IOException, InterruptedException {
        out.accept("influx: " + size.results() + " results, and a loader of the same lines; one round to warm up");
        List<LineRecorder.Write> writes = recorded(size, certificates);
        try (InfluxProcess influx = InfluxProcess.start(Files.createDirectory(directory.resolve("influx")));
                ServerProcess server = server(influx.url().toString(), certificates, List.of())) {
            for (int round = 0; round <= size.rounds(); round++) {
                Medians figures = round == 0 ? new Medians() : medians;
                influx.create("raw");
                long begun = nanoClock.getAsLong();
                influx.load("raw", writes, AGENTS);
                figures.add("influx_raw_per_s", size.results() / seconds(begun));
                influx.drop("raw");
                deliver("influx", size, server, certificates, figures);
                influx.drop(FarServer.DATABASE);
                influx.create(FarServer.DATABASE);
                out.accept((round == 0 ? "  warm-up:" : "  round " + round + ":") + figures.newest("influx"));
            }
        }
        medians.add("influx_jip_to_raw", medians.median("influx_per_s") / medians.median("influx_raw_per_s"));
    }

    private List<LineRecorder.Write> recorded(Size size, Certificates certificates)
            throws IOException, InterruptedException {
        try (LineRecorder recorder = new LineRecorder();
                ServerProcess server = server(recorder.url().toString(), certificates, List.of())) {
            deliver("recorded", size, server, certificates, new Medians());
            return recorder.writes();
        }
    }

    private void deliver(String name, Size size, ServerProcess server, Certificates certificates, Medians figures)
            throws IOException, InterruptedException {
        Instant now = clock.instant();
        List<DeliveringAgent> agents = new ArrayList<>();
        try {
            long filling = nanoClock.getAsLong();
            for (int i = 0; i < AGENTS; i++) {
                DeliveringAgent agent = agent(name + "-" + i, now, InstantSource.fixed(now));
                agents.add(agent);
                agent.fill(size.results() / AGENTS);
            }
            figures.add(name + "_spooled_per_s", size.results() / seconds(filling));
            double agentCpu = ServerProcess.cpuSeconds(ProcessHandle.current());
            double serverCpu = server.cpuSeconds();
            long begun = nanoClock.getAsLong();
            for (DeliveringAgent each : agents) {
                each.connect(server.address(), certificates.agent(each.agent()), loops, nanoClock);
            }
            for (DeliveringAgent each : agents) {
                each.awaitDelivered(LONGEST_SECONDS);
            }
            double share = PER / size.results();
            figures.add(name + "_per_s", size.results() / seconds(begun));
            figures.add(
                    name + "_agent_cpu_s_per_100k",
                    share * (ServerProcess.cpuSeconds(ProcessHandle.current()) - agentCpu));
            figures.add(name + "_server_cpu_s_per_100k", share * (server.cpuSeconds() - serverCpu));
        } finally {
            agents.forEach(DeliveringAgent::close);
        }
    }

    private double seconds(long since) {
        return (nanoClock.getAsLong() - since) / 1e9;
    }

    private void connections(Size size, Certificates certificates) throws IOException, InterruptedException {
        MadeResults made = made(clock.instant());
        try (ServerProcess server = server(FarServer.DISCARD, certificates, SMALL_HEAP);
                ManyAgents many = new ManyAgents(loops)) {
            many.growTo(1, server.address(), certificates, clock.instant());
            var _ = many.round(made, PROBES, 1, clock.instant());
            double alone = server.residentMegabytes();
            medians.add("server_alone_mb", alone);
            for (int count : List.of(Math.max(2, size.agents() / 10), size.agents())) {
                many.growTo(count, server.address(), certificates, clock.instant());
                double cpu = server.cpuSeconds();
                long begun = nanoClock.getAsLong();
                long taken = many.round(made, PROBES, MadeResults.EVERY.toSeconds(), clock.instant());
                String prefix = "agents_" + count;
                medians.add(prefix + "_mb", server.residentMegabytes());
                medians.add(prefix + "_kb_each", 1_000 * (server.residentMegabytes() - alone) / count);
                medians.add(prefix + "_unacknowledged", (double) ((long) count * PROBES - taken));
                medians.add(prefix + "_cpu_percent", 100 * (server.cpuSeconds() - cpu) / seconds(begun));
                out.accept(count + " agents, each " + PROBES + " results in 10 s:" + medians.newest(prefix + "_"));
            }
        }
    }

    private ServerProcess server(String sink, Certificates certificates, List<String> jvm)
            throws IOException, InterruptedException {
        return ServerProcess.start(certificates.serverHome("server-" + homes++), sink, jvm);
    }

    private DeliveringAgent agent(String name, Instant begun, InstantSource wallClock) throws IOException {
        Path home = Files.createDirectory(directory.resolve("agent-" + name + "-" + homes++));
        return new DeliveringAgent(new AgentId(name), home, wallClock, made(begun));
    }

    /** So far in the past that none of a run's results lies ahead of the server's clock. */
    private static MadeResults made(Instant now) {
        return new MadeResults(PROBES, now.minus(PAST), new Random(SEED));
    }
}
