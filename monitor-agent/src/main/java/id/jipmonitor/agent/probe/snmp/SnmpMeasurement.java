package id.jipmonitor.agent.probe.snmp;

import id.jipmonitor.agent.probe.Measurement;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.agent.probe.TargetResolver.Resolved;
import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One device's facts in one round; Tmax bounds the whole round. A device that answers anything is reachable. */
final class SnmpMeasurement implements Measurement {
    private final ProbeSpec spec;
    private final ProbeSettings.Snmp settings;
    private final TargetResolver resolver;
    private final ProbeEnvironment environment;
    private final SnmpProbeType.Engine engine;
    private final SnmpFacts facts;

    SnmpMeasurement(
            ProbeSpec spec,
            ProbeSettings.Snmp settings,
            TargetResolver resolver,
            ProbeEnvironment environment,
            SnmpProbeType.Engine engine,
            SnmpFacts facts) {
        this.spec = spec;
        this.settings = settings;
        this.resolver = resolver;
        this.environment = environment;
        this.engine = engine;
        this.facts = facts;
    }

    @Override
    public Verdict measure(Round round) throws InterruptedException {
        SnmpCredentials credentials = environment.snmpCredentials().get(settings.credentials());
        if (credentials == null) {
            return Verdict.of(
                    Outcome.BLIND,
                    Cause.MISCONFIGURED,
                    "snmp credentials: expected one of "
                            + environment.snmpCredentials().keySet() + " in the agent's file. Found: "
                            + settings.credentials());
        }
        long deadline = environment.nanoClock().getAsLong() + spec.waitingTime().toNanos();
        return switch (resolver.resolve(spec)) {
            case Resolved.Refused refused -> refused.verdict();
            case Resolved.Address address -> asked(address.address(), credentials, deadline, round);
        };
    }

    private Verdict asked(InetAddress address, SnmpCredentials credentials, long deadline, Round round)
            throws InterruptedException {
        Optional<SnmpTransport> transport = engine.transport();
        if (transport.isEmpty()) {
            return Verdict.of(Outcome.BLIND, Cause.SOCKET_ERROR, engine.problem());
        }
        DeviceAccess access = transport.get().access(new InetSocketAddress(address, settings.port()), credentials);
        DeviceTime time = new DeviceTime(environment.nanoClock(), deadline, spec.waitingTime());
        SnmpSession session = new UdpSession(transport.get(), access, time);
        List<Measure> measures = new ArrayList<>();
        try {
            String problem = facts.read(session, measures);
            Cause cause = problem.isEmpty() ? Cause.NONE : Cause.SNMP_ERROR;
            return verdict(Outcome.RESPONDED, new Reason(cause, problem), session, measures, round);
        } catch (SnmpFailure failure) {
            return failed(failure, access.engineAnswered(), session, measures, round);
        }
    }

    private static Verdict failed(
            SnmpFailure failure, boolean discovered, SnmpSession session, List<Measure> measures, Round round) {
        String words = String.valueOf(failure.getMessage());
        boolean answered = session.talked().isPositive();
        if (discovered && !answered && failure.kind() == SnmpFailure.Kind.SILENT) {
            String hint = "the engine answers, the request does not: check user, protocols and passphrases. ";
            return verdict(Outcome.RESPONDED, new Reason(Cause.SNMP_ERROR, hint + words), session, measures, round);
        }
        boolean alive = failure.showsLife() || answered;
        if (alive) {
            Cause cause = failure.kind() == SnmpFailure.Kind.SILENT ? Cause.TIMEOUT : Cause.SNMP_ERROR;
            return verdict(Outcome.RESPONDED, new Reason(cause, words), session, measures, round);
        }
        return failure.kind() == SnmpFailure.Kind.SILENT
                ? verdict(Outcome.UNREACHABLE, new Reason(Cause.TIMEOUT, words), session, measures, round)
                : verdict(Outcome.BLIND, new Reason(Cause.SOCKET_ERROR, words), session, measures, round);
    }

    private static Verdict verdict(
            Outcome outcome, Reason reason, SnmpSession session, List<Measure> facts, Round round) {
        List<Measure> measures = new ArrayList<>();
        if (session.talked().isPositive()) {
            measures.add(Measure.of(Metric.SNMP_SECONDS, session.talked().toNanos() / 1e9));
        }
        measures.add(Measure.of(Metric.SNMP_PDUS, session.sent()));
        measures.addAll(facts);
        if (!round.trace().equals(RoundTrace.NONE)) { // Hundreds of lines, which a scheduled round tells nobody.
            tell(session, facts, round.trace());
        }
        return Verdict.of(outcome, reason, measures);
    }

    private static void tell(SnmpSession session, List<Measure> facts, RoundTrace trace) {
        String figures = session.sent() + " PDU, " + session.talked().toMillis() + " ms";
        trace.say("SNMP: " + figures, "SNMP: " + figures);
        facts.forEach(each -> {
            String line = each.metric().metricName() + "{" + each.instance() + "} " + each.value();
            trace.say(line, line);
        });
    }

    @Override
    public void close() {
        // The engine is shared.
    }
}
