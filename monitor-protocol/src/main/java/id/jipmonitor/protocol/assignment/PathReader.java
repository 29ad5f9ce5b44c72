package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.assignment.ProbeSettings.Path;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;

/** Reads the {@code path} section of a probe. */
final class PathReader {
    private PathReader() {}

    static Value<ProbeSettings> read(Section section) {
        Value<Integer> maxHops = section.optional("max_hops", Kinds.integer(1, 64), 30);
        Value<Integer> queries = section.optional("queries", Kinds.integer(1, 5), 2);
        Value<Integer> payload = section.optional("payload_bytes", Kinds.integer(16, 1472), 56);
        Value<Path.Method> method = section.optional("method", Kinds.choice(Path.Method.class), Path.Method.ICMP);
        return section.build(() -> new Path(maxHops.get(), queries.get(), payload.get(), method.get()));
    }
}
