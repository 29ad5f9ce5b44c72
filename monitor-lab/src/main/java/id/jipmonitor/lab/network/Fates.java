package id.jipmonitor.lab.network;

import java.util.SplittableRandom;

/** What becomes of each packet on the way out. The same seed, packets and impairments give the same fates. */
final class Fates {
    private static final long[] LOST = {};

    private final SplittableRandom random;

    Fates(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The delays, in nanoseconds, after which copies of the packet arrive: none, one or two. */
    long[] next(Impairment impairment) {
        if (random.nextDouble() < impairment.loss()) {
            return LOST;
        }
        boolean heldBack = random.nextDouble() < impairment.reordering();
        long delay =
                impairment.delay().toNanos() + (heldBack ? impairment.holdBack().toNanos() : 0);
        boolean twice = random.nextDouble() < impairment.duplication();
        return twice ? new long[] {delay, delay} : new long[] {delay};
    }
}
