package id.jipmonitor.server.timeline;

import id.jipmonitor.server.timeline.Observation.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Observations in order of time, at most one per time, in 16 bytes each. Of two at the same time the one that shows
 * more of the link is kept (GOOD before POOR before BAD before BLIND), so the order of arrival does not matter.
 */
final class ObservationLog {
    private static final int VERDICT_BITS = 2;
    private static final long VERDICT_MASK = (1L << VERDICT_BITS) - 1;
    private static final int FIRST_CAPACITY = 16;

    private long[] times = new long[FIRST_CAPACITY];
    /** Interval in microseconds, shifted, and the verdict's ordinal. */
    private long[] facts = new long[FIRST_CAPACITY];

    private int size;

    int size() {
        return size;
    }

    long at(int index) {
        return times[index];
    }

    long interval(int index) {
        return facts[index] >>> VERDICT_BITS;
    }

    Verdict verdict(int index) {
        return switch ((int) (facts[index] & VERDICT_MASK)) {
            case 0 -> Verdict.GOOD;
            case 1 -> Verdict.POOR;
            case 2 -> Verdict.BAD;
            default -> Verdict.BLIND;
        };
    }

    /** Whether an observation belongs behind all others. */
    boolean endsBefore(long at) {
        return size == 0 || times[size - 1] < at;
    }

    void append(Observation observation) {
        append(Micros.of(observation.at()), packed(observation));
    }

    private void append(long at, long fact) {
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            facts = Arrays.copyOf(facts, 2 * size);
        }
        times[size] = at;
        facts[size++] = fact;
    }

    /** Whether adding it would change nothing. */
    boolean holds(Observation observation) {
        int index = Arrays.binarySearch(times, 0, size, Micros.of(observation.at()));
        return index >= 0 && better(packed(observation), facts[index]) == facts[index];
    }

    /** Puts observations in any order, with repetitions, where they belong. */
    void merge(Iterable<Observation> late) {
        ObservationLog sorted = new ObservationLog();
        sorted.copyAll(late);
        ObservationLog merged = new ObservationLog();
        int left = 0;
        int right = 0;
        while (left < size || right < sorted.size) {
            boolean own = right == sorted.size || (left < size && times[left] <= sorted.times[right]);
            if (own) {
                merged.put(times[left], facts[left++]);
            } else {
                merged.put(sorted.times[right], sorted.facts[right++]);
            }
        }
        times = merged.times;
        facts = merged.facts;
        size = merged.size;
    }

    private void copyAll(Iterable<Observation> late) {
        List<Observation> order = new ArrayList<>();
        late.forEach(order::add);
        order.sort(Comparator.comparing(Observation::at));
        order.forEach(each -> put(Micros.of(each.at()), packed(each)));
    }

    private void put(long at, long fact) {
        if (size > 0 && times[size - 1] == at) {
            facts[size - 1] = better(facts[size - 1], fact);
        } else {
            append(at, fact);
        }
    }

    /** Drops the first ones. */
    void removeFirst(int count) {
        times = Arrays.copyOfRange(times, count, Math.max(count + FIRST_CAPACITY, size));
        facts = Arrays.copyOfRange(facts, count, Math.max(count + FIRST_CAPACITY, size));
        size -= count;
    }

    private static long packed(Observation observation) {
        return Micros.of(observation.interval()) << VERDICT_BITS | rank(observation.verdict());
    }

    private static long rank(Verdict verdict) {
        return switch (verdict) {
            case GOOD -> 0;
            case POOR -> 1;
            case BAD -> 2;
            case BLIND -> 3;
        };
    }

    private static long better(long one, long other) {
        long oneVerdict = one & VERDICT_MASK;
        long otherVerdict = other & VERDICT_MASK;
        if (oneVerdict != otherVerdict) {
            return oneVerdict < otherVerdict ? one : other;
        }
        return Math.max(one, other);
    }
}
