package id.jipmonitor.lab.network;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.SystemTrust;
import id.jipmonitor.agent.probe.icmp.Echoes;
import id.jipmonitor.agent.probe.icmp.PathProbeType;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Cidr;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The inner program of {@link PathOverRoutersIT}: runs path probes over the chain, first by the raw socket that root has,
 * then by datagram sockets, then by TCP, and writes one line a round.
 */
public final class PathsOverRouters {
    private static final Duration TMAX = Duration.ofMillis(300);
    /** Nobody listens there, so the target's kernel answers with RST. */
    private static final int CLOSED_PORT = 8_443;

    private final RouterChain chain = new RouterChain();
    private final List<String> lines = new ArrayList<>();
    private final ProbeEnvironment environment;
    private boolean noEchoes;

    private PathsOverRouters(EventLoopGroup loops) {
        List<Cidr> everywhere =
                List.of(new Cidr(InetAddress.ofLiteral("0.0.0.0"), 0), new Cidr(InetAddress.ofLiteral("::"), 0));
        environment = new ProbeEnvironment(
                InstantSource.system(),
                System::nanoTime,
                loops,
                SystemTrust.load(),
                Map.of(),
                new ProbeLimits(everywhere, 100, 100, 1_000_000, 1_000_000));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Enclosure.settle();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        PathsOverRouters paths = new PathsOverRouters(loops);
        paths.run();
        Command.run("sh", "-c", "echo 0 0 > /proc/sys/net/ipv4/ping_group_range");
        paths.run();
        paths.runByTcp();
        Files.write(Path.of(arguments[0]), paths.lines);
        loops.shutdownGracefully().await();
    }

    private void run() throws InterruptedException {
        try (Echoes echoes = Echoes.ofThisHost(System::nanoTime);
                PathProbeType type = new PathProbeType(environment, echoes)) {
            lines.add(type.selfTest().mode());
            run(type, new ProbeSettings.Path.Echo(56));
        }
    }

    /** Over routers that let no echo request pass. */
    private void runByTcp() throws InterruptedException {
        try (Echoes echoes = Echoes.ofThisHost(System::nanoTime);
                PathProbeType type = new PathProbeType(environment, echoes)) {
            lines.add("tcp");
            noEchoes = true;
            run(type, new ProbeSettings.Path.Syn(CLOSED_PORT));
        }
    }

    private void run(PathProbeType type, ProbeSettings.Path.Method method) throws InterruptedException {
        run(type, RouterChain.TARGET, method);
        if (RouterChain.IPV6) {
            run(type, RouterChain.TARGET6, method);
        }
    }

    private void run(PathProbeType type, String target, ProbeSettings.Path.Method method) throws InterruptedException {
        ProbeSettings settings = new ProbeSettings.Path(6, 2, method);
        if (noEchoes) {
            chain.dropEchoesBehindSecond();
        }
        Cadence hourly = new Cadence.Every(Duration.ofHours(1));
        try (Probe probe = type.open(new ProbeSpec(new ProbeId("path"), target, hourly, TMAX, settings))) {
            chain.throughUpper();
            note(probe);
            note(probe);
            chain.throughLower();
            note(probe);
            note(probe);
            chain.refuseBehindSecond();
            note(probe);
            chain.passBehindSecond();
        }
    }

    private void note(Probe probe) throws InterruptedException {
        ProbeResult result = probe.run(new Round(InstantSource.system().instant(), System.nanoTime(), RoundTrace.NONE));
        String hops = result.measures().stream()
                .filter(each -> each.metric() == Metric.PATH_HOP_RTT_SECONDS)
                .filter(each -> each.value() > 0 && each.value() < TMAX.toMillis() / 1e3)
                .map(Measure::instance)
                .collect(Collectors.joining(", "));
        lines.add(result.outcome() + " " + result.timestampQuality() + " hops "
                + (int) result.measure(Metric.PATH_HOPS).orElse(0) + " changed "
                + (int) result.measure(Metric.PATH_CHANGED).orElse(-1) + ": " + hops
                + (result.reason().detail().isEmpty()
                        ? ""
                        : "; " + result.reason().detail()));
    }
}
