package id.jipmonitor.server.ingest;

import java.util.ArrayList;
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
        NumberRanges all = NONE;
        for (String each : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int dash = each.indexOf('-');
            long first = Long.parseLong(dash < 0 ? each : each.substring(0, dash));
            all = all.plus(new Range(first, dash < 0 ? first : Long.parseLong(each.substring(dash + 1))));
        }
        return all;
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
        return ranges.stream().anyMatch(each -> each.first() <= number && number <= each.last());
    }

    /** Those of both. */
    public NumberRanges plus(NumberRanges others) {
        NumberRanges sum = this;
        for (Range each : others.ranges) {
            sum = sum.plus(each);
        }
        return sum;
    }

    private NumberRanges plus(Range added) {
        List<Range> sum = new ArrayList<>(ranges.size() + 1);
        Range growing = added;
        for (Range each : ranges) {
            if (each.last() + 1 < growing.first()) {
                sum.add(each);
            } else if (growing.last() + 1 < each.first()) {
                sum.add(growing);
                growing = each;
            } else {
                growing = new Range(Math.min(each.first(), growing.first()), Math.max(each.last(), growing.last()));
            }
        }
        sum.add(growing);
        return new NumberRanges(sum);
    }

    /** Those of this one that are not among the others. */
    public NumberRanges minus(NumberRanges others) {
        List<Range> rest = new ArrayList<>(ranges);
        for (Range taken : others.ranges) {
            List<Range> next = new ArrayList<>(rest.size() + 1);
            for (Range each : rest) {
                keep(next, each.first(), Math.min(each.last(), taken.first() - 1));
                keep(next, Math.max(each.first(), taken.last() + 1), each.last());
            }
            rest = next;
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
