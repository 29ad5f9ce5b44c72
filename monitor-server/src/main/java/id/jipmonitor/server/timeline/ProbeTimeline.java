package id.jipmonitor.server.timeline;

import id.jipmonitor.server.inventory.JudgingRule;
import java.time.Instant;
import java.util.Collection;

/** The whole of DESIGN section 5 for one probe as one function of its observations, in any order. */
public final class ProbeTimeline {
    private ProbeTimeline() {}

    /** The states over [from, to), asked at {@code asOf}, which is not before {@code to}. */
    public static Timeline of(
            Collection<Observation> observations, JudgingRule rule, Instant from, Instant to, Instant asOf) {
        ObservationLog sorted = new ObservationLog();
        sorted.merge(observations);
        ProbeFold fold = new ProbeFold(rule.raiseAfter(), rule.clearAfter());
        for (int i = 0; i < sorted.size(); i++) {
            fold.step(sorted.at(i), sorted.interval(i), sorted.verdict(i));
        }
        return Clip.timeline(fold.changesAsOf(Micros.of(asOf)), from, to);
    }
}
