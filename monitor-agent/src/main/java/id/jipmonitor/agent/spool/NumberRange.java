package id.jipmonitor.agent.spool;

import java.util.ArrayList;
import java.util.List;

/** Sequence numbers from first to last, both included; empty when last is below first. */
record NumberRange(long first, long last) {
    boolean isEmpty() {
        return last < first;
    }

    long size() {
        return isEmpty() ? 0 : last - first + 1;
    }

    NumberRange common(NumberRange other) {
        return new NumberRange(Math.max(first, other.first), Math.min(last, other.last));
    }

    /** What is left of this range: nothing, one piece or two, in order. */
    List<NumberRange> without(NumberRange other) {
        if (common(other).isEmpty()) {
            return isEmpty() ? List.of() : List.of(this);
        }
        List<NumberRange> rest = new ArrayList<>(2);
        if (first < other.first) {
            rest.add(new NumberRange(first, other.first - 1));
        }
        if (other.last < last) {
            rest.add(new NumberRange(other.last + 1, last));
        }
        return rest;
    }
}
