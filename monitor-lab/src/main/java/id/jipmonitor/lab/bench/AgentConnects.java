package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.tcp.TcpProbeType;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        long connected = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int turn = 0; turn < task.times(); turn++) {
                List<Future<ProbeResult>> results = new ArrayList<>(probes.size());
                for (Probe each : probes) {
                    results.add(threads.submit(() -> each.run(round())));
                }
                for (Future<ProbeResult> each : results) {
                    connected += connected(each) ? 1 : 0;
                }
            }
        }
        return connected;
    }

    private Round round() {
        return new Round(
                environment.wallClock().instant(), environment.nanoClock().getAsLong(), RoundTrace.NONE);
    }

    private static boolean connected(Future<ProbeResult> result) throws InterruptedException {
        try {
            return result.get().outcome() == Outcome.RESPONDED;
        } catch (ExecutionException impossible) { // A probe has a result whatever goes wrong.
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        probes.forEach(Probe::close);
        type.close();
    }
}
