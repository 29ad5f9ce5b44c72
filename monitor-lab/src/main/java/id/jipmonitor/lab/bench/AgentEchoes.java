package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

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
        LongAdder answered = new LongAdder();
        for (int sweep = 0; sweep < task.sweeps(); sweep++) {
            CountDownLatch ended = new CountDownLatch(all.size());
            for (Probe each : all) {
                var _ = Thread.startVirtualThread(() -> {
                    answered.add(answers(each));
                    ended.countDown();
                });
            }
            ended.await();
        }
        return answered.sum();
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

    private Round round() {
        return new Round(
                environment.wallClock().instant(), environment.nanoClock().getAsLong(), RoundTrace.NONE);
    }

    private long answers(Probe probe) {
        try {
            return (long) probe.run(round()).measure(Metric.ECHO_RECEIVED).orElse(0);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        probes.values().forEach(all -> all.forEach(Probe::close));
        type.close();
        echoes.close();
    }
}
