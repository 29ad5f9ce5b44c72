package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.tcp.TcpProbeType;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The agent's own TCP probes, one for each target, each round on a virtual thread as the agent runs it, a whole turn of
 * targets in flight at once: what is timed is the whole way from the call to the finished result.
 */
final class AgentConnects implements Contender<ConnectTask>, AutoCloseable {
    private static final Duration WAITING_TIME = Duration.ofSeconds(5);

    private final ProbeEnvironment environment;
    private final TcpProbeType type;
    private final List<Probe> probes;

    AgentConnects(ProbeEnvironment environment, ConnectTask task) {
        this.environment = environment;
        this.type = new TcpProbeType(environment);
        this.probes = task.addresses().stream().map(this::open).toList();
    }

    /** How it connects here. */
    String mode() {
        return type.selfTest().mode();
    }

    private Probe open(InetSocketAddress target) {
        String address = target.getAddress().getHostAddress();
        return type.open(new ProbeSpec(
                new ProbeId("tcp-" + address),
                address,
                new Cadence.Every(Duration.ofMinutes(1)),
                WAITING_TIME,
                new ProbeSettings.Tcp(target.getPort(), Optional.empty(), Optional.empty(), true)));
    }

    @Override
    public String name() {
        return "jip";
    }

    @Override
    public long run(ConnectTask task) throws InterruptedException {
        AgentRounds rounds = new AgentRounds(environment);
        long connected = 0;
        for (int turn = 0; turn < task.times(); turn++) {
            connected += rounds.runAll(probes, result -> result.outcome() == Outcome.RESPONDED ? 1 : 0);
        }
        return connected;
    }

    @Override
    public void close() {
        probes.forEach(Probe::close);
        type.close();
    }
}
