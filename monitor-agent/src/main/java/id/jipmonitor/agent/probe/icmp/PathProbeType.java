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

/** The hops to a target, found by echo requests whose time to live ends on the way (RFC 792, RFC 4443). */
public final class PathProbeType implements ProbeType {
    private final Echoes echoes;
    private final TargetResolver resolver;

    /** @param echoes lent by the caller, who closes them after this type */
    public PathProbeType(ProbeEnvironment environment, Echoes echoes) {
        this.echoes = echoes;
        this.resolver = new TargetResolver(environment.limits());
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
        String typeP = switch (settings.method()) {
            case ICMP -> "path-icmp-echo/" + settings.payloadBytes() + "/ttl1-" + settings.maxHops();
        };
        Packets packets = new Packets(typeP, settings.maxHops() * settings.queries(), spec.waitingTime());
        return new GuardedProbe(spec, packets, new PathMeasurement(spec, settings, resolver, echoes));
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
    }
}
