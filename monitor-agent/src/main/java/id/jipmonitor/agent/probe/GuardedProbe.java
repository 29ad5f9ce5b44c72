package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;

/** The frame around every measurement: whatever it throws, the round has a result, and that result is BLIND. */
public final class GuardedProbe implements Probe {
    private final ProbeSpec spec;
    private final Packets packets;
    private final Measurement measurement;

    /** @param packets Type-P, N and Tmax as set, told with every result */
    public GuardedProbe(ProbeSpec spec, Packets packets, Measurement measurement) {
        this.spec = spec;
        this.packets = packets;
        this.measurement = measurement;
    }

    @Override
    public ProbeResult run(Round round) throws InterruptedException {
        Verdict verdict = measured(round);
        if (!round.trace().equals(RoundTrace.NONE)) {
            String words = verdict.outcome() + " " + verdict.reason().cause() + " "
                    + verdict.reason().detail();
            round.trace().say("Hasil: " + words, "Result: " + words);
        }
        return new ProbeResult(
                spec.probe(),
                round.startedAt(),
                round.monotonicNanos(),
                spec.cadence().interval(),
                verdict.outcome(),
                verdict.reason(),
                packets,
                verdict.timestampQuality(),
                verdict.stalled(),
                verdict.roundTripTimes(),
                verdict.measures());
    }

    private Verdict measured(Round round) throws InterruptedException {
        try {
            return measurement.measure(round);
        } catch (RuntimeException failure) { // Whatever the type's code threw is the monitor's failure, not the link's.
            return Verdict.of(
                    Outcome.BLIND, Cause.PROBE_EXCEPTION, failure.getClass().getName() + ": " + failure.getMessage());
        }
    }

    @Override
    public void close() {
        measurement.close();
    }
}
