package id.jipmonitor.server.timeline;

import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.timeline.Observation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One probe's timeline, kept up to date. Promise: after the same observations, in whatever order and however often
 * they came, it answers the same. One in order costs a few comparisons; late ones are collected, and the next question
 * recomputes from the observations kept. Not safe for several threads.
 */
public final class TimelineBuilder {
    private final ObservationLog kept = new ObservationLog();
    private final List<Observation> late = new ArrayList<>();
    private final ProbeFold base;
    private ProbeFold fold;
    private long keptSince = Long.MIN_VALUE;
    private long generation;

    public TimelineBuilder(JudgingRule rule) {
        base = new ProbeFold(rule.raiseAfter(), rule.clearAfter());
        fold = base.copy();
    }

    /** Takes an observation; one from before the kept stretch, or one that is already there, changes nothing. */
    public void add(Observation observation) {
        long at = Micros.of(observation.at());
        if (at < keptSince || (!kept.endsBefore(at) && kept.holds(observation))) {
            return;
        }
        if (kept.endsBefore(at) && late.isEmpty()) {
            kept.append(observation);
            fold.step(at, Micros.of(observation.interval()), observation.verdict());
        } else {
            late.add(observation);
        }
    }

    /**
     * The states over [from, to) by all that is known.
     *
     * @param asOf the moment of asking, not before to: silence until then shows as NO_DATA
     */
    public Timeline timeline(Instant from, Instant to, Instant asOf) {
        settle();
        return Clip.timeline(fold.changesAsOf(Micros.of(asOf)), from, to);
    }

    /** The state at the moment of asking. */
    public LinkState stateAt(Instant asOf) {
        settle();
        return fold.silentAt(Micros.of(asOf)) ? LinkState.NO_DATA : fold.state();
    }

    /** Whether the last observation is too old at the moment of asking. */
    public boolean silentAt(Instant asOf) {
        settle();
        return fold.silentAt(Micros.of(asOf));
    }

    /** Start of the last observation's round. */
    public Optional<Instant> lastObservedAt() {
        settle();
        return fold.started() ? Optional.of(Micros.instant(fold.lastAt())) : Optional.empty();
    }

    /** The last observation, if it shows that something answered: time of the proof. */
    public Optional<Instant> answeredAt() {
        return lastObservedAt().filter(at -> fold.lastVerdict() == Verdict.GOOD || fold.lastVerdict() == Verdict.POOR);
    }

    /** Runs of POOR or BAD that were too short to change the state, since the beginning. */
    public long blips() {
        settle();
        return fold.blips();
    }

    /** Grows when the history is no longer what it was; silence alone, which only time shows, is not in it. */
    public long version() {
        settle();
        return generation + fold.revision();
    }

    /**
     * Drops what is old: late observations from before {@code observations} are ignored from now on. Answers about
     * times from {@code states} on stay exact.
     *
     * @param states not after {@code observations}
     */
    public void forgetBefore(Instant observations, Instant states) {
        settle();
        long limit = Micros.of(observations);
        int count = 0;
        while (count < kept.size() && kept.at(count) < limit) {
            base.step(kept.at(count), kept.interval(count), kept.verdict(count));
            count++;
        }
        kept.removeFirst(count);
        base.forgetBefore(Micros.of(states));
        fold.forgetBefore(Micros.of(states));
        keptSince = Math.max(keptSince, limit);
    }

    private void settle() {
        if (late.isEmpty()) {
            return;
        }
        long version = generation + fold.revision();
        List<Change> before = fold.changesAsOf(Long.MIN_VALUE);
        kept.merge(late);
        late.clear();
        fold = base.copy();
        for (int i = 0; i < kept.size(); i++) {
            fold.step(kept.at(i), kept.interval(i), kept.verdict(i));
        }
        boolean changed = !before.equals(fold.changesAsOf(Long.MIN_VALUE));
        generation = version + (changed ? 1 : 0) - fold.revision();
    }
}
