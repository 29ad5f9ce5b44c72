package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.Measurement;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.agent.probe.TargetResolver.Resolved;
import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;

/** One target's rounds of echoes. A round after a failed one has a new identity, so that stale state on the way cannot fake an outage. */
final class IcmpMeasurement implements Measurement {
    private final ProbeSpec spec;
    private final EchoBurst burst;
    private final TargetResolver resolver;
    private final Echoes echoes;
    private final EchoSession session = new EchoSession(false);
    private boolean failed;

    IcmpMeasurement(ProbeSpec spec, ProbeSettings.Icmp settings, TargetResolver resolver, Echoes echoes) {
        this.spec = spec;
        this.burst = EchoBurst.of(settings);
        this.resolver = resolver;
        this.echoes = echoes;
    }

    @Override
    public Verdict measure(Round round) throws InterruptedException {
        return switch (resolver.resolve(spec)) {
            case Resolved.Refused refused -> refused.verdict();
            case Resolved.Address address ->
                exchange(new EchoOrder(session, failed, address.address(), burst, spec.waitingTime(), round.trace()));
        };
    }

    private Verdict exchange(EchoOrder order) throws InterruptedException {
        failed = true;
        try {
            Verdict verdict = EchoRule.judge(echoes.source().exchange(order));
            failed = verdict.outcome() != Outcome.RESPONDED;
            return verdict;
        } catch (EchoFailure failure) {
            return Verdict.of(Outcome.BLIND, failure.because(), String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void close() {
        echoes.source().forget(session);
    }
}
