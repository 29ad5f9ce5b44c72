package id.jipmonitor.lab.bench;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.icmp.IcmpProbeType;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The round-trip times in the agent's results; it vouches for those of rounds that are neither stalled nor timed by the program. */
final class AgentTimes implements PingTimes {
    /** Echoes a round. */
    static final int ROUND = 20;

    private static final Duration WAITING_TIME = Duration.ofSeconds(1);
    private static final int PAYLOAD_BYTES = 56;

    private final ProbeEnvironment environment;
    private final IcmpProbeType type;

    AgentTimes(ProbeEnvironment environment, IcmpProbeType type) {
        this.environment = environment;
        this.type = type;
    }

    @Override
    public String name() {
        return "jip";
    }

    @Override
    public List<Optional<Duration>> ping(InetAddress target, int count, Duration gap) throws InterruptedException {
        ProbeSpec spec = new ProbeSpec(
                new ProbeId("accuracy"),
                target.getHostAddress(),
                new Cadence.Every(Duration.ofMinutes(1)),
                WAITING_TIME,
                new ProbeSettings.Icmp(ROUND, gap, PAYLOAD_BYTES, 0, false, 64));
        List<Optional<Duration>> times = new ArrayList<>();
        try (Probe probe = type.open(spec)) {
            while (times.size() < count) {
                times.addAll(times(probe.run(new Round(
                        environment.wallClock().instant(),
                        environment.nanoClock().getAsLong(),
                        RoundTrace.NONE))));
            }
        }
        return times;
    }

    private static List<Optional<Duration>> times(ProbeResult result) {
        boolean clean = !result.stalled()
                && result.timestampQuality() != TimestampQuality.USER
                && result.measure(Metric.ECHO_RECEIVED).orElse(0) == ROUND;
        return clean
                ? result.roundTripTimes().stream().map(Optional::of).toList()
                : Collections.nCopies(ROUND, Optional.empty());
    }
}
