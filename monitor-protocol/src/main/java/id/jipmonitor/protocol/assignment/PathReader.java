package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.assignment.ProbeSettings.Path;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.util.Optional;

/** Reads the {@code path} section of a probe. */
final class PathReader {
    private PathReader() {}

    private enum Method {
        ICMP,
        TCP_SYN
    }

    static Value<ProbeSettings> read(Section section) {
        Value<Integer> maxHops = section.optional("max_hops", Kinds.integer(1, 64), 30);
        Value<Integer> queries = section.optional("queries", Kinds.integer(1, 5), 2);
        Value<Method> method = section.optional("method", Kinds.choice(Method.class), Method.ICMP);
        Value<Integer> payload = section.optional("payload_bytes", Kinds.integer(16, 1472), 56);
        Value<Optional<Integer>> port = section.maybe("port", Kinds.integer(1, 65_535));
        Value<Path> icmp = section.build(() -> new Path(maxHops.get(), queries.get(), new Path.Echo(payload.get())));
        boolean usable = icmp.ifUsable().isPresent()
                && method.ifUsable().isPresent()
                && port.ifUsable().isPresent();
        return usable ? asked(section, icmp.get(), method.get(), port.get()) : Value.unusable();
    }

    private static Value<ProbeSettings> asked(Section section, Path icmp, Method method, Optional<Integer> port) {
        return switch (method) {
            case ICMP ->
                port.isEmpty()
                        ? Value.of(icmp)
                        : section.refuse("port", "expected nothing unless method is tcp_syn", "a port", "");
            case TCP_SYN -> {
                if (section.has("payload_bytes")) {
                    yield section.refuse(
                            "payload_bytes", "expected nothing when method is tcp_syn", "a size", "A SYN carries none");
                }
                yield port.isEmpty()
                        ? section.refuse("port", "expected 1 to 65535 when method is tcp_syn", "nothing", "")
                        : Value.of(new Path(icmp.maxHops(), icmp.queries(), new Path.Syn(port.get())));
            }
        };
    }
}
