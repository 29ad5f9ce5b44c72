package id.jipmonitor.agent.schedule;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.model.ProbeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The phase of each probe within its cadence: hash(probe) mod window. A probe keeps its phase over restarts and over
 * changes of other probes, and many probes load links and agent evenly instead of all at once.
 */
final class Spread {
    private static final Duration CRON_WINDOW = Duration.ofMinutes(1);

    private Spread() {}

    /** How long after the cadence's firing the probe's round is due, in whole milliseconds. */
    static Duration phase(ProbeId probe, Cadence cadence) {
        return Duration.ofMillis(
                Long.remainderUnsigned(hash(probe), window(cadence).toMillis()));
    }

    /**
     * The time over which a cadence's probes are spread: the whole interval; for cron, whose hour was chosen by somebody,
     * a tenth of it and at most a minute.
     */
    static Duration window(Cadence cadence) {
        return switch (cadence) {
            case Cadence.Every every -> every.interval();
            case Cadence.Cron cron -> {
                Duration tenth = cron.interval().dividedBy(10);
                yield tenth.compareTo(CRON_WINDOW) < 0 ? tenth : CRON_WINDOW;
            }
        };
    }

    /** FNV-1a with a final mix (MurmurHash3's), so that ids that differ in one digit land far apart. */
    private static long hash(ProbeId probe) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : probe.value().getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
