package id.jipmonitor.protocol.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The outcome of one round of one probe: what travels, is stored and is judged.
 *
 * @param startedAt round start by the agent's wall clock, whole microseconds UTC
 * @param monotonicNanos round start by the agent's monotonic clock; orders rounds of one process when the wall clock steps
 * @param interval dT, the time to the next round as scheduled; the timeline's {@code i}
 * @param timestampQuality where the packet times came from
 * @param stalled whether the round overlapped a pause of the agent, so that its times are suspect
 * @param roundTripTimes each answered packet's RTT in order of sending, at most {@value #MAX_ROUND_TRIPS}
 * @param measures at most {@value #MAX_MEASURES}
 */
public record ProbeResult(
        ProbeId probe,
        Instant startedAt,
        long monotonicNanos,
        Duration interval,
        Outcome outcome,
        Reason reason,
        Packets packets,
        TimestampQuality timestampQuality,
        boolean stalled,
        List<Duration> roundTripTimes,
        List<Measure> measures) {
    /** Most RTTs kept of one round. */
    public static final int MAX_ROUND_TRIPS = 20;
    /** Most measures of one round: 400 interfaces with ten each. */
    public static final int MAX_MEASURES = 4_000;

    /** @throws IllegalArgumentException when a bound is passed or the interval is not positive */
    public ProbeResult {
        startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        roundTripTimes = List.copyOf(roundTripTimes);
        measures = List.copyOf(measures);
        if (!interval.isPositive()) {
            throw new IllegalArgumentException(probe + " interval: expected more than 0. Found: " + interval);
        }
        if (roundTripTimes.size() > MAX_ROUND_TRIPS || measures.size() > MAX_MEASURES) {
            throw new IllegalArgumentException(
                    probe + ": expected at most " + MAX_ROUND_TRIPS + " round-trip times and " + MAX_MEASURES
                            + " measures. Found: " + roundTripTimes.size() + " and " + measures.size());
        }
    }

    /** The target's own value of a metric, if the round has one. */
    public OptionalDouble measure(Metric metric) {
        for (Measure each : measures) {
            if (each.metric() == metric && each.instance().isEmpty()) {
                return OptionalDouble.of(each.value());
            }
        }
        return OptionalDouble.empty();
    }

    /** The same round judged otherwise; for the blind rule, which may overrule what a probe saw. */
    public ProbeResult judged(Outcome newOutcome, Reason newReason) {
        return new ProbeResult(
                probe,
                startedAt,
                monotonicNanos,
                interval,
                newOutcome,
                newReason,
                packets,
                timestampQuality,
                stalled,
                roundTripTimes,
                measures);
    }
}
