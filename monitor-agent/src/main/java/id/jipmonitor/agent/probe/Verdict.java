package id.jipmonitor.agent.probe;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.util.List;

/**
 * What a measurement found, before it is tied to its probe and round.
 *
 * @param stalled whether the agent itself was late while it measured
 * @param measures cut at {@link ProbeResult#MAX_MEASURES}, so that no device can make a result too large
 */
public record Verdict(
        Outcome outcome,
        Reason reason,
        TimestampQuality timestampQuality,
        boolean stalled,
        List<Duration> roundTripTimes,
        List<Measure> measures) {
    public Verdict {
        roundTripTimes =
                List.copyOf(roundTripTimes.subList(0, Math.min(roundTripTimes.size(), ProbeResult.MAX_ROUND_TRIPS)));
        measures = List.copyOf(measures.subList(0, Math.min(measures.size(), ProbeResult.MAX_MEASURES)));
    }

    /** An outcome with measures and without packet times. */
    public static Verdict of(Outcome outcome, Reason reason, List<Measure> measures) {
        return new Verdict(outcome, reason, TimestampQuality.NONE, false, List.of(), measures);
    }

    /** An outcome that needs no measures. */
    public static Verdict of(Outcome outcome, Cause cause, String detail) {
        return of(outcome, new Reason(cause, detail), List.of());
    }
}
