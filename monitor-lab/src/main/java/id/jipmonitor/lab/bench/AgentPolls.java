package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Authentication;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.AuthenticationProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Privacy;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.PrivacyProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Walk;
import id.jipmonitor.agent.probe.snmp.SnmpProbeType;
import id.jipmonitor.lab.bench.SnmpTask.Version;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.NamedOid;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The agent's own SNMP probes, so many as questions are under way at once, each round on a virtual thread as the agent runs
 * it: what is timed is the whole way from the call to the finished result.
 */
final class AgentPolls implements Contender<SnmpTask>, AutoCloseable {
    private static final Duration WAITING_TIME = Duration.ofSeconds(8);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int TRIES = 50;
    private static final List<NamedOid> UP_TIME = List.of(new NamedOid("up", "1.3.6.1.2.1.1.3.0"));

    private final ProbeEnvironment environment;
    private final SnmpProbeType type;
    private final Map<SnmpTask, List<Probe>> probes = new HashMap<>();

    AgentPolls(ProbeEnvironment lent) {
        environment = new ProbeEnvironment(
                lent.wallClock(), lent.nanoClock(), lent.eventLoops(), lent.trust(), credentials(), lent.limits());
        type = new SnmpProbeType(environment);
    }

    private static Map<String, SnmpCredentials> credentials() {
        return Map.of(
                Version.V2C.word(),
                new SnmpCredentials.Community(Secret.of(SnmpDevice.COMMUNITY), Walk.GETBULK),
                Version.V3.word(),
                new SnmpCredentials.User(
                        SnmpDevice.USER,
                        Optional.of(
                                new Authentication(AuthenticationProtocol.SHA_1, Secret.of(SnmpDevice.AUTHENTICATION))),
                        Optional.of(new Privacy(PrivacyProtocol.AES_128, Secret.of(SnmpDevice.PRIVACY))),
                        Walk.GETBULK));
    }

    /** @throws LabException when the device does not answer in 10 s */
    void awaitDevice() throws InterruptedException {
        try (Probe probe = open("first", Version.V2C, Facts.GET, SHORT)) {
            ProbeResult result = probe.run(round());
            for (int i = 1; i < TRIES && result.outcome() != Outcome.RESPONDED; i++) {
                result = probe.run(round());
            }
            if (result.outcome() != Outcome.RESPONDED) {
                throw new LabException("snmpd: expected an answer. Found: " + result.reason());
            }
        }
    }

    @Override
    public String name() {
        return "jip";
    }

    @Override
    public long run(SnmpTask task) throws IOException, InterruptedException {
        List<Probe> all = probes.computeIfAbsent(task, this::open);
        return AtOnce.run(
                all.stream()
                        .<AtOnce.Worker>map(each -> () -> isWhole(task, each.run(round())))
                        .toList(),
                task.total());
    }

    private static boolean isWhole(SnmpTask task, ProbeResult result) {
        Metric metric = task.facts() == Facts.GET ? Metric.SNMP_VALUE : Metric.IF_OPER_STATUS;
        long found = result.measures().stream()
                .filter(each -> each.metric() == metric)
                .count();
        return result.reason().cause() == Cause.NONE
                && found == (task.facts() == Facts.GET ? 1 : SnmpDevice.INTERFACES);
    }

    private List<Probe> open(SnmpTask task) {
        return IntStream.range(0, task.atOnce())
                .mapToObj(i -> open(task.name() + "-" + i, task.version(), task.facts(), WAITING_TIME))
                .toList();
    }

    private Probe open(String name, Version version, Facts facts, Duration waitingTime) {
        return type.open(new ProbeSpec(
                new ProbeId(name),
                SnmpDevice.ADDRESS,
                new Cadence.Every(Duration.ofMinutes(1)),
                waitingTime,
                new ProbeSettings.Snmp(
                        facts, SnmpDevice.PORT, version.word(), List.of(), facts == Facts.GET ? UP_TIME : List.of())));
    }

    private Round round() {
        return new Round(
                environment.wallClock().instant(), environment.nanoClock().getAsLong(), RoundTrace.NONE);
    }

    @Override
    public void close() {
        probes.values().forEach(all -> all.forEach(Probe::close));
        type.close();
    }
}
