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
import java.util.concurrent.atomic.AtomicBoolean;

/** Bursts of echo requests (RFC 792, RFC 4443). All probes share one {@link EchoSource}; it is replaced if it breaks. */
public final class IcmpProbeType implements ProbeType {
    private final EchoLadder ladder;
    private final TargetResolver resolver;
    private final AtomicBoolean replacing = new AtomicBoolean();
    private volatile EchoLadder.Step step;

    /** Takes the first way to exchange echoes that this host permits. */
    public IcmpProbeType(ProbeEnvironment environment) {
        this(environment, EchoLadder.ofThisHost(environment.nanoClock()));
    }

    IcmpProbeType(ProbeEnvironment environment, EchoLadder ladder) {
        this.ladder = ladder;
        this.resolver = new TargetResolver(environment.limits());
        this.step = ladder.climb();
    }

    @Override
    public String name() {
        return "icmp";
    }

    @Override
    public Probe open(ProbeSpec spec) {
        if (!(spec.settings() instanceof ProbeSettings.Icmp settings)) {
            throw new IllegalArgumentException(spec.probe() + " settings: expected icmp. Found: "
                    + spec.settings().typeName());
        }
        Packets packets = new Packets(typeP(settings), settings.count(), spec.waitingTime());
        return new GuardedProbe(spec, packets, new IcmpMeasurement(spec, settings, resolver, this::source));
    }

    private static String typeP(ProbeSettings.Icmp settings) {
        return "icmp-echo/" + settings.payloadBytes() + (settings.dscp() == 0 ? "" : "/dscp" + settings.dscp())
                + (settings.dontFragment() ? "/df" : "") + "/ttl" + settings.timeToLive();
    }

    private EchoSource source() {
        if (step.source().broken() && replacing.compareAndSet(false, true)) {
            try {
                step = ladder.climb();
            } finally {
                replacing.set(false);
            }
        }
        return step.source();
    }

    @Override
    public SelfTest selfTest() {
        return step.selfTest();
    }

    @Override
    public long droppedPackets() {
        return step.source().dropped();
    }

    @Override
    public void close() {
        resolver.close();
        step.source().close();
    }
}
