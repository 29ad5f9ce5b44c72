package id.jipmonitor.agent.probe;

import id.jipmonitor.agent.probe.icmp.Echoes;
import id.jipmonitor.agent.probe.icmp.IcmpProbeType;
import id.jipmonitor.agent.probe.icmp.PathProbeType;
import id.jipmonitor.agent.probe.snmp.SnmpProbeType;
import id.jipmonitor.agent.probe.tcp.TcpProbeType;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import java.util.List;

/** THE list of probe types. A new one is a package with its contract test, one line here and a section in docs/probes.md. */
public final class ProbeTypes implements AutoCloseable {
    private static final List<Opening> ALL = List.of(
            IcmpProbeType::new,
            (environment, _) -> new TcpProbeType(environment),
            (environment, _) -> new SnmpProbeType(environment),
            PathProbeType::new);

    private final List<ProbeType> types;
    private final Echoes echoes;

    /** Opens one type; echoes are for those that send them, and there is one engine for all. */
    private interface Opening {
        ProbeType open(ProbeEnvironment environment, Echoes echoes);
    }

    private ProbeTypes(List<ProbeType> types, Echoes echoes) {
        this.types = types;
        this.echoes = echoes;
    }

    /** Opens every type; a type that this host does not permit opens too and says so in its self-test. */
    public static ProbeTypes open(ProbeEnvironment environment) {
        Echoes echoes = Echoes.ofThisHost(environment.nanoClock());
        return new ProbeTypes(
                ALL.stream().map(each -> each.open(environment, echoes)).toList(), echoes);
    }

    /**
     * Echoes of the same engine under other limits; what blinds the one blinds the other.
     *
     * @return owned by the caller, who closes it before this
     */
    public ProbeType echoes(ProbeEnvironment environment) {
        return new IcmpProbeType(environment, echoes);
    }

    /** Every type, in the order of the list. */
    public List<ProbeType> all() {
        return types;
    }

    /**
     * Makes the probe that an assignment asks for.
     *
     * @throws IllegalArgumentException when no type has the name that the settings bear
     */
    public Probe open(ProbeSpec spec) {
        String wanted = spec.settings().typeName();
        return types.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(spec.probe() + " type: expected one of "
                        + types.stream().map(ProbeType::name).toList() + ". Found: " + wanted))
                .open(spec);
    }

    /** Received packets that the kernel dropped on probe sockets since the agent started; for the self-view. */
    public long droppedPackets() {
        return types.stream().mapToLong(ProbeType::droppedPackets).sum();
    }

    @Override
    public void close() {
        types.forEach(ProbeType::close);
        echoes.close();
    }
}
