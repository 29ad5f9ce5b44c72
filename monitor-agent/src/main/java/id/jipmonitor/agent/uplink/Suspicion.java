package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.wire.Message.Batch;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the result that the server cannot read, so that it blocks none of its successors.
 *
 * <pre>
 *   NONE --refused--> one batch at a time, halved by each refusal --refused--> a single result: held, others go first
 *     ^                   |   ^                                                     |
 *     |                   |   +----------- another one accepted: tried once more ---+
 *     +----- accepted ----+                refused again: given up
 * </pre>
 *
 * <p>A result is given up only when the server has read another one and then refused it again; a server that reads nothing costs
 * nothing but patience.
 *
 * @param most results of a batch
 * @param careful whether one batch is sent at a time
 * @param held numbers of single results that were refused; others go first
 * @param suspects those of them that are tried once more, each alone
 * @param reason as the server said last
 */
record Suspicion(int most, boolean careful, Set<Long> held, Set<Long> suspects, String reason) {
    static final Suspicion NONE = new Suspicion(Batch.MAX_RESULTS, false, Set.of(), Set.of(), "");

    /** So many single results refused and none read between them: not they are at fault. */
    static final int MOST_HELD = 32;

    Suspicion {
        held = Set.copyOf(held);
        suspects = Set.copyOf(suspects);
    }

    /** Whether a refusal of what is under way says that it never will be read. */
    boolean condemns(SendWindow.Flight refused) {
        return refused.first() == refused.last() && suspects.contains(refused.first());
    }

    /** A batch could not be read, and with others under way nobody knows which one. */
    Suspicion refused(String why) {
        return new Suspicion(most, true, held, suspects, why);
    }

    /** The only batch under way could not be read. */
    Suspicion refused(SendWindow.Flight culprit, String why) {
        long size = culprit.last() - culprit.first() + 1;
        if (!careful) {
            return refused(why);
        }
        if (size > 1) {
            return new Suspicion((int) Math.max(1, Math.min(most, size) / 2), true, held, suspects, why);
        }
        if (condemns(culprit)) {
            return new Suspicion(most, true, held, without(suspects, culprit.first(), culprit.last()), why);
        }
        if (held.size() == MOST_HELD) {
            return new Suspicion(Batch.MAX_RESULTS, true, Set.of(), Set.of(), why);
        }
        Set<Long> more = new TreeSet<>(held);
        more.add(culprit.first());
        return new Suspicion(most, true, more, suspects, why);
    }

    /** The server has read these, so what was held is worth another attempt. */
    Suspicion accepted(long first, long last) {
        Set<Long> left = without(suspects, first, last);
        left.addAll(held);
        int doubled = Math.min(Batch.MAX_RESULTS, most * 2);
        return left.isEmpty() && doubled == Batch.MAX_RESULTS
                ? NONE
                : new Suspicion(doubled, true, Set.of(), left, reason);
    }

    /** How many results from a number on may go into one batch: none when that one is held. */
    int fitting(long from) {
        if (suspects.contains(from)) {
            return 1;
        }
        long next = Math.min(nextOf(held, from), nextOf(suspects, from));
        return (int) Math.min(most, next - from);
    }

    private static long nextOf(Set<Long> numbers, long from) {
        return numbers.stream().filter(each -> each >= from).min(Long::compare).orElse(Long.MAX_VALUE);
    }

    private static Set<Long> without(Set<Long> numbers, long first, long last) {
        Set<Long> left = new TreeSet<>(numbers);
        left.removeIf(each -> each >= first && each <= last);
        return left;
    }
}
