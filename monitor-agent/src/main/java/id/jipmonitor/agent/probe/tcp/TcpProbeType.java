package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.agent.probe.GuardedProbe;
import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.SelfTest;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Packets;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;

/** TCP connections over the agent's event loops, with TLS and a short dialogue where asked for. */
public final class TcpProbeType implements ProbeType {
    private final ProbeEnvironment environment;
    private final TargetResolver resolver;

    public TcpProbeType(ProbeEnvironment environment) {
        this.environment = environment;
        this.resolver = new TargetResolver(environment);
    }

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    public Probe open(ProbeSpec spec) {
        if (!(spec.settings() instanceof ProbeSettings.Tcp settings)) {
            throw new IllegalArgumentException(spec.probe() + " settings: expected tcp. Found: "
                    + spec.settings().typeName());
        }
        Packets packets = new Packets("tcp-syn/" + settings.port(), 1, spec.waitingTime());
        return new GuardedProbe(spec, packets, new TcpMeasurement(spec, settings, resolver, environment));
    }

    @Override
    public SelfTest selfTest() {
        return environment.eventLoops() instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class)
                ? new SelfTest(
                        true,
                        "epoll",
                        "TCP memakai epoll; RTT kernel tersedia.",
                        "TCP uses epoll; the kernel's RTT is available.")
                : new SelfTest(
                        true,
                        "nio",
                        "TCP tanpa epoll; RTT kernel tidak tersedia.",
                        "TCP works without epoll; the kernel's RTT is not available.");
    }

    @Override
    public void close() {
        resolver.close();
    }
}
