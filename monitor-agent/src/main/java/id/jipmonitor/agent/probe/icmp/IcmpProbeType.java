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

/** Bursts of echo requests (RFC 792, RFC 4443). */
public final class IcmpProbeType implements ProbeType {
    private final Echoes echoes;
    private final TargetResolver resolver;

    /** @param echoes lent by the caller, who closes them after this type */
    public IcmpProbeType(ProbeEnvironment environment, Echoes echoes) {
        this.echoes = echoes;
        this.resolver = new TargetResolver(environment);
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
        return new GuardedProbe(spec, packets, new IcmpMeasurement(spec, settings, resolver, echoes));
    }

    private static String typeP(ProbeSettings.Icmp settings) {
        return "icmp-echo/" + settings.payloadBytes() + (settings.dscp() == 0 ? "" : "/dscp" + settings.dscp())
                + (settings.dontFragment() ? "/df" : "") + "/ttl" + settings.timeToLive();
    }

    @Override
    public SelfTest selfTest() {
        return echoes.selfTest();
    }

    @Override
    public long droppedPackets() {
        return echoes.dropped();
    }

    @Override
    public void close() {
        resolver.close();
    }
}
