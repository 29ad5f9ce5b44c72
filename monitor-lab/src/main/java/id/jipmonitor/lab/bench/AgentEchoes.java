package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.icmp.Echoes;
import id.jipmonitor.agent.probe.icmp.IcmpProbeType;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeId;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The agent's own ICMP probes, one for each target, each round on a virtual thread as the agent runs it: what is timed is
 * the whole way from the call to the finished result.
 */
final class AgentEchoes implements Contender<EchoTask>, AutoCloseable {
    private static final Duration WAITING_TIME = Duration.ofSeconds(1);
    private static final int PAYLOAD_BYTES = 56;

    private final ProbeEnvironment environment;
    private final Echoes echoes;
    private final IcmpProbeType type;
    private final Map<EchoTask, List<Probe>> probes = new HashMap<>();

    /** @throws LabException when this host permits no ICMP socket */
    AgentEchoes(ProbeEnvironment environment) {
        this.environment = environment;
        this.echoes = Echoes.ofThisHost(environment.nanoClock());
        this.type = new IcmpProbeType(environment, echoes);
        if (!type.selfTest().works()) {
            String found = type.selfTest().english();
            type.close();
            echoes.close();
            throw new LabException(found);
        }
    }

    /** How it may send here. */
    String mode() {
        return type.selfTest().mode();
    }

    @Override
    public String name() {
        return "jip";
    }

    @Override
    public long run(EchoTask task) throws InterruptedException {
        List<Probe> all = probes.computeIfAbsent(task, this::open);
        AgentRounds rounds = new AgentRounds(environment);
        long answered = 0;
        for (int sweep = 0; sweep < task.sweeps(); sweep++) {
            answered += rounds.runAll(
                    all, result -> (long) result.measure(Metric.ECHO_RECEIVED).orElse(0));
        }
        return answered;
    }

    private List<Probe> open(EchoTask task) {
        ProbeSettings.Icmp settings = new ProbeSettings.Icmp(task.echoes(), task.gap(), PAYLOAD_BYTES, 0, false, 64);
        List<Probe> opened = new ArrayList<>();
        for (InetAddress each : task.addresses()) {
            opened.add(type.open(new ProbeSpec(
                    new ProbeId("echo-" + opened.size()),
                    each.getHostAddress(),
                    new Cadence.Every(Duration.ofMinutes(1)),
                    WAITING_TIME,
                    settings)));
        }
        return opened;
    }

    @Override
    public void close() {
        probes.values().forEach(all -> all.forEach(Probe::close));
        type.close();
        echoes.close();
    }
}
