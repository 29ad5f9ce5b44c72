package id.jipmonitor.agent.probe.snmp;

import java.util.Optional;

/**
 * Rates between two readings of an interface, only where they can be true: same counter width, equal
 * ifCounterDiscontinuityTime and no restart between (RFC 2863 section 3.1.5). A difference that no wire could carry, or a
 * 32-bit counter that may have wrapped more than once, is dropped and counted, never guessed.
 */
final class RateRule {
    private static final double IMPOSSIBLE_BITS_PER_SECOND = 1e13;
    private static final double BITS = 8;
    private static final long WRAP = 1L << 32;

    private RateRule() {}

    /** A rate of each direction, and how many differences were impossible. */
    record Rates(Optional<Double> inBitsPerSecond, Optional<Double> outBitsPerSecond, int dropped) {
        static final Rates NONE = new Rates(Optional.empty(), Optional.empty(), 0);
    }

    /** @param seconds between the readings by the device's own clock, more than 0; the caller has excluded a restart */
    static Rates between(OctetCounters former, OctetCounters now, double seconds) {
        if (former.wide() != now.wide() || former.discontinuity() != now.discontinuity() || seconds <= 0) {
            return Rates.NONE;
        }
        Optional<Double> in = rate(former.in(), now.in(), now, seconds);
        Optional<Double> out = rate(former.out(), now.out(), now, seconds);
        return new Rates(in, out, (in.isEmpty() ? 1 : 0) + (out.isEmpty() ? 1 : 0));
    }

    private static Optional<Double> rate(long former, long now, OctetCounters counters, double seconds) {
        double octets = counters.wide() ? difference64(former, now) : difference32(former, now, counters, seconds);
        double bits = octets * BITS / seconds;
        return octets < 0 || bits > IMPOSSIBLE_BITS_PER_SECOND ? Optional.empty() : Optional.of(bits);
    }

    private static double difference64(long former, long now) {
        return Long.compareUnsigned(now, former) >= 0 ? now - former : -1;
    }

    private static double difference32(long former, long now, OctetCounters counters, double seconds) {
        long difference = Math.floorMod(now - former, WRAP);
        long speed = counters.speedBitsPerSecond();
        if (speed <= 0) {
            return difference < WRAP / 2 ? difference : -1;
        }
        double most = speed * seconds / BITS;
        // A claimed speed may be a little low, and a reading a little late; a tenth is room for both.
        return most >= WRAP || difference > most * 1.1 ? -1 : difference;
    }
}
