package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.wire.Message.Gap;
import java.util.EnumMap;
import java.util.Map;

/**
 * The account of one boot of one agent: which of its numbers are stored, which never will be and why, and which nobody
 * has explained. Pure and immutable.
 *
 * <pre>
 *   1 ............................................ announced
 *   |  received  |  explained (cause)  |   hole   |
 * </pre>
 *
 * <p>Every number up to {@code announced} is exactly one of the three. A stored result beats any explanation; among
 * explanations the first stands.
 *
 * @param received numbers whose results are durably stored
 * @param explained numbers that will never be
 * @param announced highest number that the agent is known to have given out, 0 before the first
 * @param duplicates results that came again after they had been stored
 */
public record DeliveryLedger(
        NumberRanges received, Map<HoleCause, NumberRanges> explained, long announced, long duplicates) {
    /** Nothing has come yet. */
    public static final DeliveryLedger EMPTY = new DeliveryLedger(NumberRanges.NONE, Map.of(), 0, 0);

    public DeliveryLedger {
        explained = Map.copyOf(explained);
    }

    /** Those of first..last that are not stored yet. */
    public NumberRanges fresh(long first, long last) {
        return NumberRanges.of(first, last).minus(received);
    }

    /** After these were stored; those that were before count as duplicates. */
    public DeliveryLedger stored(NumberRanges numbers) {
        long again = numbers.and(received).count();
        Map<HoleCause, NumberRanges> left = new EnumMap<>(HoleCause.class);
        explained.forEach((cause, ranges) -> put(left, cause, ranges.minus(numbers)));
        return new DeliveryLedger(
                received.plus(numbers), left, Math.max(announced, numbers.last()), duplicates + again);
    }

    /** After the agent said that numbers will never come. */
    public DeliveryLedger explained(Gap gap) {
        return explained(NumberRanges.of(gap.first(), gap.last()), HoleCause.of(gap.cause()));
    }

    /** After it became known why these numbers have no result. */
    public DeliveryLedger explained(NumberRanges numbers, HoleCause cause) {
        NumberRanges added = numbers.minus(received).minus(allExplained());
        Map<HoleCause, NumberRanges> more = new EnumMap<>(HoleCause.class);
        more.putAll(explained);
        put(more, cause, explained.getOrDefault(cause, NumberRanges.NONE).plus(added));
        return new DeliveryLedger(received, more, Math.max(announced, numbers.last()), duplicates);
    }

    /** After the agent said which number comes next. A smaller one than before changes nothing. */
    public DeliveryLedger next(long nextNumber) {
        return nextNumber - 1 <= announced ? this : new DeliveryLedger(received, explained, nextNumber - 1, duplicates);
    }

    /** Numbers that neither came nor were explained. */
    public NumberRanges holes() {
        return NumberRanges.of(1, announced).minus(received).minus(allExplained());
    }

    /** Whether every number is accounted for: a report may rest on it. */
    public boolean closed() {
        return holes().isEmpty();
    }

    /** How many ranges it is made of; a measure of its size. */
    public int pieces() {
        return received.ranges().size() + allExplained().ranges().size();
    }

    private NumberRanges allExplained() {
        return explained.values().stream().reduce(NumberRanges.NONE, NumberRanges::plus);
    }

    private static void put(Map<HoleCause, NumberRanges> map, HoleCause cause, NumberRanges ranges) {
        if (ranges.isEmpty()) {
            map.remove(cause);
        } else {
            map.put(cause, ranges);
        }
    }
}
