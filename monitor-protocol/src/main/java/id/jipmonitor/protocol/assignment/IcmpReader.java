package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.time.Duration;

/** Reads the {@code icmp} section of a probe. */
final class IcmpReader {
    private IcmpReader() {}

    static Value<ProbeSettings> read(Section section) {
        Value<Integer> count = section.optional("count", Kinds.integer(1, 20), 5);
        Value<Duration> gap = section.optional(
                "gap", Kinds.duration(Duration.ofMillis(10), Duration.ofSeconds(10)), Duration.ofMillis(200));
        Value<Integer> payload = section.optional("payload_bytes", Kinds.integer(16, 1472), 56);
        Value<Integer> dscp = section.optional("dscp", Kinds.integer(0, 63), 0);
        Value<Boolean> dontFragment = section.optional("dont_fragment", Kinds.bool(), false);
        Value<Integer> timeToLive = section.optional("time_to_live", Kinds.integer(1, 255), 64);
        return section.build(() -> new ProbeSettings.Icmp(
                count.get(), gap.get(), payload.get(), dscp.get(), dontFragment.get(), timeToLive.get()));
    }
}
