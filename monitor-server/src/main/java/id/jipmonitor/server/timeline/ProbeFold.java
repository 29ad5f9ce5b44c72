package id.jipmonitor.server.timeline;

import id.jipmonitor.server.timeline.Observation.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * One probe's states, folded over its observations in order of time. Two counters of the same shape run side by side,
 * one for BAD (DOWN) and one for POOR or BAD (DEGRADED); DOWN covers DEGRADED.
 *
 * <pre>
 *                 GOOD                          k-th BAD of a run
 *  (anew) ───────────────────────▶ UP ───────────────────────────────▶ DOWN
 *    │ │  BAD: opening, NO_DATA    │ ▲ m-th GOOD        m-th non-BAD     │
 *    │ └─ until k BAD or one other │ │                                   │
 *    │                             ▼ │ k-th POOR or BAD                  │
 *    │                           DEGRADED ◀──────────────────────────────┘
 *    ▲
 *    └── from any state: a BLIND observation (BLIND) or silence beyond the limit (NO_DATA)
 * </pre>
 *
 * A state starts at the first observation of the run that declared it, so a change may reach back before changes
 * already made; those are replaced.
 */
final class ProbeFold {
    private final int raiseAfter;
    private final int clearAfter;
    private final List<Change> changes = new ArrayList<>();

    private boolean started;
    private long lastAt;
    private long lastInterval;
    private Verdict lastVerdict = Verdict.BLIND;

    /** Counters start anew at the next observation that is not BLIND. */
    private boolean anew = true;
    /** Only BADs since counters started anew, fewer than k: nothing can be said yet. */
    private boolean opening;

    private long openedAt;
    private boolean down;
    private boolean degraded;
    private int badRun;
    private long firstBad;
    private int answeredRun;
    private long firstAnswered;
    private int poorRun;
    private long firstPoor;
    private int goodRun;
    private long firstGood;
    private long blips;
    private long revision;

    ProbeFold(int raiseAfter, int clearAfter) {
        this.raiseAfter = raiseAfter;
        this.clearAfter = clearAfter;
    }

    /** A fold that goes on from here by itself. */
    ProbeFold copy() {
        ProbeFold copy = new ProbeFold(raiseAfter, clearAfter);
        copy.changes.addAll(changes);
        copy.started = started;
        copy.lastAt = lastAt;
        copy.lastInterval = lastInterval;
        copy.lastVerdict = lastVerdict;
        copy.anew = anew;
        copy.opening = opening;
        copy.openedAt = openedAt;
        copy.down = down;
        copy.degraded = degraded;
        copy.badRun = badRun;
        copy.firstBad = firstBad;
        copy.answeredRun = answeredRun;
        copy.firstAnswered = firstAnswered;
        copy.poorRun = poorRun;
        copy.firstPoor = firstPoor;
        copy.goodRun = goodRun;
        copy.firstGood = firstGood;
        copy.blips = blips;
        copy.revision = revision;
        return copy;
    }

    /** Takes the next observation; times strictly ascend. */
    void step(long at, long interval, Verdict verdict) {
        if (silentAt(at)) {
            endRuns();
            change(LinkState.NO_DATA, lastAt + lastInterval, silentFrom());
        }
        if (verdict == Verdict.BLIND) {
            long from = opening ? openedAt : at;
            endRuns();
            change(LinkState.BLIND, from, at);
        } else {
            judge(at, verdict);
        }
        started = true;
        lastAt = at;
        lastInterval = interval;
        lastVerdict = verdict;
    }

    private void judge(long at, Verdict verdict) {
        if (anew) {
            anew = false;
            opening = true;
            openedAt = at;
        }
        count(at, verdict);
        LinkState before = state();
        boolean wasOpening = opening;
        down = badRun >= raiseAfter || (down && answeredRun < clearAfter);
        degraded = poorRun >= raiseAfter || (degraded && goodRun < clearAfter);
        opening = opening && !down && verdict == Verdict.BAD;
        LinkState now = visible();
        if (now != before) {
            change(now, startOf(now, before, wasOpening), at);
        }
    }

    private LinkState visible() {
        if (down) {
            return LinkState.DOWN;
        }
        if (opening) {
            return LinkState.NO_DATA;
        }
        return degraded ? LinkState.DEGRADED : LinkState.UP;
    }

    private long startOf(LinkState now, LinkState before, boolean wasOpening) {
        if (wasOpening) {
            return openedAt;
        }
        if (now == LinkState.DOWN) {
            return firstBad;
        }
        if (before == LinkState.DOWN) {
            return firstAnswered;
        }
        return now == LinkState.DEGRADED ? firstPoor : firstGood;
    }

    private void count(long at, Verdict verdict) {
        if (verdict == Verdict.BAD) {
            firstBad = badRun++ == 0 ? at : firstBad;
            answeredRun = 0;
        } else {
            firstAnswered = answeredRun++ == 0 ? at : firstAnswered;
            badRun = 0;
        }
        if (verdict == Verdict.GOOD) {
            countBlip();
            firstGood = goodRun++ == 0 ? at : firstGood;
            poorRun = 0;
        } else {
            firstPoor = poorRun++ == 0 ? at : firstPoor;
            goodRun = 0;
        }
    }

    private void countBlip() {
        if (poorRun > 0 && !degraded) {
            blips++;
        }
    }

    private void endRuns() {
        countBlip();
        anew = true;
        opening = false;
        down = false;
        degraded = false;
        badRun = 0;
        answeredRun = 0;
        poorRun = 0;
        goodRun = 0;
    }

    private void change(LinkState state, long from, long declaredAt) {
        while (!changes.isEmpty() && changes.getLast().from() >= from) {
            changes.removeLast();
            revision++;
        }
        if (state() != state) {
            changes.add(new Change(state, from, declaredAt));
            revision++;
        }
    }

    /** The state since the last change; NO_DATA before the first. */
    LinkState state() {
        return changes.isEmpty() ? LinkState.NO_DATA : changes.getLast().state();
    }

    /** Whether nothing is known at that time because the last observation is too old. */
    boolean silentAt(long at) {
        return started && at > silentFrom();
    }

    /** The last moment at which the last observation still speaks. */
    long silentFrom() {
        return lastAt + Silence.limitMicros(lastInterval);
    }

    /** The changes as of a time at or after the last observation, with the silence that it shows. */
    List<Change> changesAsOf(long asOf) {
        if (!silentAt(asOf) || state() == LinkState.NO_DATA) {
            return changes;
        }
        List<Change> withSilence = new ArrayList<>(changes);
        withSilence.add(new Change(LinkState.NO_DATA, lastAt + lastInterval, silentFrom()));
        return withSilence;
    }

    /** Drops changes that were over by then; those of a stretch that lasts are kept, because they may be replaced. */
    void forgetBefore(long before) {
        long limit = anew ? before : Math.min(before, openedAt);
        while (changes.size() > 1 && changes.get(1).from() < limit) {
            changes.removeFirst();
        }
    }

    boolean started() {
        return started;
    }

    long lastAt() {
        return lastAt;
    }

    Verdict lastVerdict() {
        return lastVerdict;
    }

    long lastInterval() {
        return lastInterval;
    }

    long blips() {
        return blips;
    }

    /** Grows whenever the history changes; equal revisions of one fold mean equal changes. */
    long revision() {
        return revision;
    }
}
