package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.GuardedProbe;
import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.SelfTest;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Packets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The hops to a target, found by requests whose time to live ends on the way (RFC 792, RFC 4443). */
public final class PathProbeType implements ProbeType {
    /** Windows of hops that are asked by TCP at one time; others wait their turn. */
    private static final int MOST_AT_ONCE = 16;

    private final Echoes echoes;
    private final TargetResolver resolver;
    private final LongSupplier nanoClock;
    private final ThreadPoolExecutor synThreads;

    /** @param echoes lent by the caller, who closes them after this type */
    public PathProbeType(ProbeEnvironment environment, Echoes echoes) {
        this.echoes = echoes;
        this.resolver = new TargetResolver(environment);
        this.nanoClock = environment.nanoClock();
        this.synThreads = new ThreadPoolExecutor(
                MOST_AT_ONCE,
                MOST_AT_ONCE,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("path-tcp-", 0).factory());
        synThreads.allowCoreThreadTimeOut(true);
    }

    @Override
    public String name() {
        return "path";
    }

    @Override
    public Probe open(ProbeSpec spec) {
        if (!(spec.settings() instanceof ProbeSettings.Path settings)) {
            throw new IllegalArgumentException(spec.probe() + " settings: expected path. Found: "
                    + spec.settings().typeName());
        }
        String hops = "/ttl1-" + settings.maxHops();
        int count = settings.maxHops() * settings.queries();
        return switch (settings.method()) {
            case ProbeSettings.Path.Echo(int payloadBytes) ->
                probe(
                        spec,
                        settings,
                        new Packets("path-icmp-echo/" + payloadBytes + hops, count, spec.waitingTime()),
                        new EchoHops(echoes, payloadBytes, settings.queries(), spec.waitingTime()));
            case ProbeSettings.Path.Syn(int port) ->
                probe(
                        spec,
                        settings,
                        new Packets("path-tcp-syn/" + port + hops, count, SynHops.waited(spec.waitingTime())),
                        new SynHops(port, settings.queries(), spec.waitingTime(), synThreads, nanoClock));
        };
    }

    private Probe probe(ProbeSpec spec, ProbeSettings.Path settings, Packets packets, HopRequests requests) {
        return new GuardedProbe(spec, packets, new PathMeasurement(spec, settings, resolver, requests));
    }

    /** The icmp type tells how to get more rights; here it only counts whether they suffice. */
    @Override
    public SelfTest selfTest() {
        SelfTest own = echoes.selfTest();
        boolean works = own.works() && echoes.source().tellsHops();
        return new SelfTest(
                works,
                own.mode(),
                (works ? "Lompatan dapat dilihat. " : "Lompatan tidak dapat dilihat. ") + own.indonesian(),
                (works ? "Hops can be seen. " : "Hops cannot be seen. ") + own.english());
    }

    @Override
    public void close() {
        resolver.close();
        synThreads.shutdownNow();
    }
}
