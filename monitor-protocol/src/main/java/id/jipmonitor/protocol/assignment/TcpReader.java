package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.assignment.ProbeSettings.Tcp;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import java.util.Optional;

/** Reads the {@code tcp} section of a probe. */
final class TcpReader {
    private TcpReader() {}

    static Value<ProbeSettings> read(Section section) {
        Value<Integer> port = section.required("port", Kinds.integer(1, 65_535));
        Value<Optional<Tcp.Tls>> tls = optional(section.maybeSection("tls").map(TcpReader::tls));
        Value<Optional<Tcp.Banner>> banner =
                optional(section.maybeSection("banner").map(TcpReader::banner));
        Value<Boolean> reset = section.optional("reset_on_close", Kinds.bool(), true);
        return section.build(() -> new Tcp(port.get(), tls.get(), banner.get(), reset.get()));
    }

    private static Value<Tcp.Tls> tls(Section section) {
        Value<Tcp.Tls.Start> start =
                section.optional("start", Kinds.choice(Tcp.Tls.Start.class), Tcp.Tls.Start.AT_ONCE);
        Value<Optional<String>> serverName = section.maybe("server_name", Kinds.host());
        Value<Boolean> requireVerified = section.optional("require_verified", Kinds.bool(), false);
        return section.build(() -> new Tcp.Tls(start.get(), serverName.get(), requireVerified.get()));
    }

    private static Value<Tcp.Banner> banner(Section section) {
        Value<String> send = section.optional("send", new DialogueText(0), "");
        Value<String> expect = section.required("expect", new DialogueText(1));
        return section.build(() -> new Tcp.Banner(send.get(), expect.get()));
    }

    private static <T> Value<Optional<T>> optional(Optional<Value<T>> given) {
        return given.map(each -> each.map(Optional::of)).orElseGet(() -> Value.of(Optional.empty()));
    }
}
