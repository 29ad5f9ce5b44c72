package id.jipmonitor.server.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of sequence numbers, kept as ranges because numbers come in long runs. Immutable; ranges are in order, disjoint
 * and not adjacent. Written as {@code 1-500,502}.
 */
public record NumberRanges(List<Range> ranges) {
    /** No number. */
    public static final NumberRanges NONE = new NumberRanges(List.of());

    /**
     * Numbers first to last, both included.
     *
     * @param first 1 or more
     */
    public record Range(long first, long last) {
        /** @throws IllegalArgumentException unless 1 <= first <= last */
        public Range {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException("range: expected 1 <= first <= last. Found: " + first + "-" + last);
            }
        }

        long count() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    public NumberRanges {
        ranges = List.copyOf(ranges);
    }

    /** first to last, none when last is below first. */
    public static NumberRanges of(long first, long last) {
        return last < first ? NONE : new NumberRanges(List.of(new Range(first, last)));
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static NumberRanges parse(String text) {
        List<Range> all = new ArrayList<>();
        for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int dash = each.indexOf('-');
            long first = Long.parseLong(dash < 0 ? each : each.substring(0, dash));
            all.add(new Range(first, dash < 0 ? first : Long.parseLong(each.substring(dash + 1))));
        }
        return joined(all);
    }

    /** How many numbers. */
    public long count() {
        return ranges.stream().mapToLong(Range::count).sum();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether the number is among them. */
    public boolean contains(long number) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (number < range.first()) {
                high = middle - 1;
            } else if (number > range.last()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Those of both. */
    public NumberRanges plus(NumberRanges others) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(others.ranges);
        return joined(all);
    }

    /** In order, and those that overlap or touch as one. */
    private static NumberRanges joined(List<Range> all) {
        List<Range> sum = new ArrayList<>(all.size());
        all.sort(Comparator.comparingLong(Range::first));
        for (Range each : all) {
            if (!sum.isEmpty() && each.first() <= sum.getLast().last() + 1) {
                Range before = sum.removeLast();
                sum.add(new Range(before.first(), Math.max(before.last(), each.last())));
            } else {
                sum.add(each);
            }
        }
        return new NumberRanges(sum);
    }

    /** Those of this one that are not among the others. */
    public NumberRanges minus(NumberRanges others) {
        List<Range> rest = new ArrayList<>(ranges.size() + others.ranges.size());
        int next = 0;
        for (Range each : ranges) {
            long first = each.first();
            while (next < others.ranges.size() && others.ranges.get(next).last() < first) {
                next++;
            }
            // One that is taken from this range may reach into those after it, so it is not passed over here.
            for (int i = next; i < others.ranges.size() && others.ranges.get(i).first() <= each.last(); i++) {
                keep(rest, first, others.ranges.get(i).first() - 1);
                first = others.ranges.get(i).last() + 1;
            }
            keep(rest, first, each.last());
        }
        return new NumberRanges(rest);
    }

    /** Those that are in both. */
    public NumberRanges and(NumberRanges others) {
        return minus(minus(others));
    }

    private static void keep(List<Range> list, long first, long last) {
        if (first <= last) {
            list.add(new Range(first, last));
        }
    }

    /** The greatest number, 0 when there is none. */
    public long last() {
        return ranges.isEmpty() ? 0 : ranges.getLast().last();
    }

    @Override
    public String toString() {
        return String.join(",", ranges.stream().map(Range::toString).toList());
    }
}
