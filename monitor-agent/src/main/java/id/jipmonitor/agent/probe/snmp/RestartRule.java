package id.jipmonitor.agent.probe.snmp;

import java.util.OptionalLong;

/** Tells a restart from sysUpTime's wrap after 497.1 days (RFC 3418: hundredths of a second in 32 bits). */
final class RestartRule {
    private static final long WRAP = 1L << 32;
    private static final long SLACK_TICKS = 30_000;

    private RestartRule() {}

    /**
     * One reading of a device's age.
     *
     * @param ticks sysUpTime
     * @param boots snmpEngineBoots (RFC 3411), where the device tells it
     * @param nanos the agent's monotonic clock
     */
    record Age(long ticks, OptionalLong boots, long nanos) {}

    static boolean restarted(Age former, Age now) {
        if (former.boots().isPresent() && now.boots().isPresent()) {
            return former.boots().getAsLong() != now.boots().getAsLong();
        }
        return now.ticks() < former.ticks() && !wrapped(former, now);
    }

    /** Seconds between two readings by the device's clock; the caller has excluded a restart. */
    static double seconds(Age former, Age now) {
        return Math.floorMod(now.ticks() - former.ticks(), WRAP) / 100.0;
    }

    private static boolean wrapped(Age former, Age now) {
        long expected = former.ticks() + (now.nanos() - former.nanos()) / 10_000_000;
        return expected >= WRAP - SLACK_TICKS && Math.abs(expected - WRAP - now.ticks()) <= SLACK_TICKS;
    }
}
