package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RoundTripStatistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a round of echoes shows. An echo that never left this host is no evidence against the target. */
final class EchoRule {
    private static final int MOST_MEASURES = 11;

    private EchoRule() {}

    static Verdict judge(EchoReport report) {
        List<Duration> roundTrips = report.roundTrips();
        int received = roundTrips.size();
        List<Measure> measures = new ArrayList<>(MOST_MEASURES);
        measures.add(Measure.of(Metric.ECHO_SENT, report.sent()));
        measures.add(Measure.of(Metric.ECHO_RECEIVED, received));
        measures.add(Measure.of(Metric.ECHO_DUPLICATES, report.duplicates()));
        measures.add(Measure.of(Metric.ECHO_LATE, report.late()));
        measures.add(Measure.of(Metric.ECHO_CORRUPT, report.corrupt()));
        if (report.sent() > 0) {
            measures.add(
                    Measure.of(Metric.ROUND_TRIP_LOSS_RATIO, RoundTripStatistics.lossRatio(report.sent(), received)));
        }
        RoundTripStatistics.ofRound(report.echoes()).tell(measures::add);
        return new Verdict(
                outcome(report, received),
                reason(report, received),
                report.quality(),
                report.stalled(),
                roundTrips,
                measures);
    }

    private static Outcome outcome(EchoReport report, int received) {
        if (received > 0) {
            return Outcome.RESPONDED;
        }
        return report.tooFewLeft() ? Outcome.BLIND : Outcome.UNREACHABLE;
    }

    private static Reason reason(EchoReport report, int received) {
        if (received > 0) {
            return Reason.NONE;
        }
        if (report.tooFewLeft()) {
            return new Reason(Cause.SOCKET_ERROR, report.whyTooFewLeft());
        }
        String foreign = report.foreign() == 0 ? "" : report.foreign() + " answered by another address";
        return report.refusal()
                .map(words -> new Reason(Cause.NO_ROUTE, words))
                .orElse(new Reason(Cause.TIMEOUT, foreign));
    }
}
