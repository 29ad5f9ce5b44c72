package id.jipmonitor.server.timeline;

import id.jipmonitor.server.inventory.JudgingRule;
import id.jipmonitor.server.timeline.Observation.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The sentences of DESIGN section 5 as quantifiers over the whole history, slow and without any counter: what the fold
 * is checked against.
 */
final class LiteralReading {
    private final List<Observation> history;
    private final JudgingRule rule;

    LiteralReading(List<Observation> history, JudgingRule rule) {
        this.history = history;
        this.rule = rule;
    }

    Timeline timeline(Instant from, Instant to, Instant asOf) {
        Joiner joined = new Joiner();
        joined.next(from, LinkState.NO_DATA, from);
        for (int i = 0; i < history.size(); i++) {
            Observation each = history.get(i);
            put(joined, each.at(), to, stateOf(i));
            if (endsInSilence(i, asOf)) {
                put(joined, each.at().plus(each.interval()), to, LinkState.NO_DATA);
            }
        }
        List<Interval> intervals = joined.until(to.isAfter(from) ? to : from);
        return new Timeline(from, to, intervals);
    }

    private static void put(Joiner joined, Instant at, Instant to, LinkState state) {
        if (at.isBefore(to)) {
            joined.next(at, state, at);
        }
    }

    private boolean endsInSilence(int i, Instant asOf) {
        Instant next = i + 1 < history.size() ? history.get(i + 1).at() : asOf;
        Observation each = history.get(i);
        return Duration.between(each.at(), next)
                        .compareTo(each.interval().multipliedBy(2).plusSeconds(10))
                > 0;
    }

    private LinkState stateOf(int i) {
        if (history.get(i).verdict() == Verdict.BLIND) {
            return LinkState.BLIND;
        }
        if (on(i, each -> each == Verdict.BAD)) {
            return LinkState.DOWN;
        }
        int decisive = i;
        while (decisive < history.size() && bad(decisive) && sameStretch(decisive, i)) {
            decisive++;
        }
        boolean opening = stretchStart(i) == runStart(i, each -> each == Verdict.BAD);
        if (bad(i) && opening) {
            boolean resolved = decisive < history.size() && !silentBefore(decisive);
            if (!resolved) {
                return LinkState.NO_DATA;
            }
            if (history.get(decisive).verdict() == Verdict.BLIND) {
                return LinkState.BLIND;
            }
        }
        return on(i, each -> each != Verdict.GOOD) ? LinkState.DEGRADED : LinkState.UP;
    }

    /**
     * On at i when a run of at least k began at or before i in this stretch, and no run of at least m of the opposite
     * began between that run's end and i.
     */
    private boolean on(int i, Predicate<Verdict> kind) {
        for (int start = i; start >= stretchStart(i); start--) {
            boolean clears = !kind.test(history.get(start).verdict())
                    && runLength(runStart(start, kind.negate()), kind.negate()) >= rule.clearAfter();
            if (clears) {
                return false;
            }
            boolean raises = kind.test(history.get(start).verdict())
                    && runLength(runStart(start, kind), kind) >= rule.raiseAfter();
            if (raises) {
                return true;
            }
        }
        return false;
    }

    private int runStart(int i, Predicate<Verdict> kind) {
        int start = i;
        while (start > stretchStart(i) && kind.test(history.get(start - 1).verdict())) {
            start--;
        }
        return start;
    }

    private int runLength(int start, Predicate<Verdict> kind) {
        int end = start;
        while (end < history.size()
                && sameStretch(end, start)
                && kind.test(history.get(end).verdict())) {
            end++;
        }
        return end - start;
    }

    private boolean bad(int i) {
        return history.get(i).verdict() == Verdict.BAD;
    }

    private boolean sameStretch(int i, int other) {
        return history.get(i).verdict() != Verdict.BLIND && stretchStart(i) == stretchStart(other);
    }

    private int stretchStart(int i) {
        int start = i;
        while (start > 0 && history.get(start - 1).verdict() != Verdict.BLIND && !silentBefore(start)) {
            start--;
        }
        return start;
    }

    private boolean silentBefore(int i) {
        return endsInSilence(i - 1, Instant.MAX);
    }
}
