package id.jipmonitor.agent;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.selfview.AnchorProbe;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Asks anchors and gateway with the same engine that probes links: what blinds the one blinds the other. */
final class AnchorPings implements AnchorProbe {
    private static final ProbeId SELF = new ProbeId("self-view");
    private static final ProbeSettings TWO_ECHOES = new ProbeSettings.Icmp(2, Duration.ofMillis(200), 56, 0, false, 64);

    private final ProbeType echoes;
    private final InstantSource wallClock;
    private final LongSupplier nanoClock;

    AnchorPings(ProbeType echoes, InstantSource wallClock, LongSupplier nanoClock) {
        this.echoes = echoes;
        this.wallClock = wallClock;
        this.nanoClock = nanoClock;
    }

    @Override
    public boolean answers(String target, Duration waitingTime) throws InterruptedException {
        Cadence cadence = new Cadence.Every(waitingTime);
        try (Probe probe = echoes.open(new ProbeSpec(SELF, target, cadence, waitingTime, TWO_ECHOES))) {
            Round round = new Round(wallClock.instant(), nanoClock.getAsLong(), RoundTrace.NONE);
            return probe.run(round).outcome() == Outcome.RESPONDED;
        }
    }
}
