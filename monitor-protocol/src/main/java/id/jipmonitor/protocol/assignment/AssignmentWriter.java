package id.jipmonitor.protocol.assignment;

import id.jipmonitor.protocol.assignment.ProbeSettings.Icmp;
import id.jipmonitor.protocol.assignment.ProbeSettings.Path;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp;
import id.jipmonitor.protocol.assignment.ProbeSettings.Tcp;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Kind;
import id.jipmonitor.protocol.settings.Kinds;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes assignments in one canonical form, so that equal assignments have equal hashes. */
public final class AssignmentWriter {
    private static final Kind<Duration> DURATION = Kinds.duration(Duration.ZERO, Duration.ofDays(2));

    private AssignmentWriter() {}

    /**
     * The document, one probe a line.
     *
     * @throws IllegalArgumentException when {@link AssignmentReader} would not give back an equal assignment; the
     *     message names the first problem
     */
    public static String write(Assignment assignment) {
        StringBuilder text =
                new StringBuilder("agent: " + quoted(assignment.agent().value()) + "\nprobes:");
        text.append(assignment.probes().isEmpty() ? " []\n" : "\n");
        for (ProbeSpec each : assignment.probes()) {
            text.append("- {").append(probe(each)).append("}\n");
        }
        String document = text.toString();
        Checked<Assignment> readBack = AssignmentReader.read(document);
        if (!readBack.value().equals(Optional.of(assignment))) {
            throw new IllegalArgumentException(
                    readBack.problems().isEmpty()
                            ? "assignment: expected durations of whole microseconds. Found: finer ones"
                            : readBack.problems().getFirst().toString());
        }
        return document;
    }

    /** SHA-256 of the document's UTF-8 bytes, 64 hexadecimal digits. */
    public static String hash(String document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(document.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String probe(ProbeSpec spec) {
        return "id: " + quoted(spec.probe().value()) + ", target: " + quoted(spec.target()) + ", "
                + cadence(spec.cadence()) + ", waiting_time: " + duration(spec.waitingTime()) + ", "
                + spec.settings().typeName() + ": {" + settings(spec.settings()) + "}";
    }

    private static String cadence(Cadence cadence) {
        return switch (cadence) {
            case Cadence.Every every -> "every: " + duration(every.interval());
            case Cadence.Cron cron ->
                "cron: " + quoted(cron.expression()) + ", zone: "
                        + quoted(cron.zone().getId()) + ", interval: " + duration(cron.interval());
        };
    }

    private static String settings(ProbeSettings settings) {
        return switch (settings) {
            case Icmp icmp ->
                "count: " + icmp.count() + ", gap: " + duration(icmp.gap()) + ", payload_bytes: " + icmp.payloadBytes()
                        + ", dscp: " + icmp.dscp() + ", dont_fragment: " + icmp.dontFragment() + ", time_to_live: "
                        + icmp.timeToLive();
            case Tcp tcp ->
                "port: " + tcp.port() + tcp.tls().map(AssignmentWriter::tls).orElse("")
                        + tcp.banner().map(AssignmentWriter::banner).orElse("") + ", reset_on_close: "
                        + tcp.resetOnClose();
            case Snmp snmp ->
                "facts: " + snmp.facts().name().toLowerCase(Locale.ROOT) + ", port: " + snmp.port()
                        + ", credentials: " + quoted(snmp.credentials()) + interfaces(snmp.interfaces())
                        + capacities(snmp.capacities()) + oids(snmp.oids());
            case Path path ->
                "max_hops: " + path.maxHops() + ", queries: " + path.queries() + ", " + method(path.method());
        };
    }

    private static String method(Path.Method method) {
        return switch (method) {
            case Path.Echo(int payloadBytes) -> "payload_bytes: " + payloadBytes + ", method: icmp";
            case Path.Syn(int port) -> "port: " + port + ", method: tcp_syn";
        };
    }

    private static String tls(Tcp.Tls tls) {
        String start = tls.start() == Tcp.Tls.Start.AT_ONCE
                ? ""
                : "start: " + tls.start().name().toLowerCase(Locale.ROOT) + ", ";
        return ", tls: {" + start
                + tls.serverName()
                        .map(name -> "server_name: " + quoted(name) + ", ")
                        .orElse("")
                + "require_verified: " + tls.requireVerified() + "}";
    }

    private static String banner(Tcp.Banner banner) {
        String send = banner.send().isEmpty() ? "" : "send: " + quoted(DialogueText.escaped(banner.send())) + ", ";
        return ", banner: {" + send + "expect: " + quoted(DialogueText.escaped(banner.expect())) + "}";
    }

    private static String interfaces(List<String> names) {
        return names.isEmpty()
                ? ""
                : names.stream()
                        .map(AssignmentWriter::quoted)
                        .collect(Collectors.joining(", ", ", interfaces: [", "]"));
    }

    private static String capacities(List<Snmp.Capacity> capacities) {
        return capacities.isEmpty()
                ? ""
                : capacities.stream()
                        .map(each -> "{interface: " + quoted(each.name()) + ", in_bits_per_second: "
                                + each.inBitsPerSecond() + ", out_bits_per_second: " + each.outBitsPerSecond() + "}")
                        .collect(Collectors.joining(", ", ", capacities: [", "]"));
    }

    private static String oids(List<Snmp.NamedOid> oids) {
        return oids.isEmpty()
                ? ""
                : oids.stream()
                        .map(each -> "{name: " + quoted(each.name()) + ", oid: " + quoted(each.oid()) + "}")
                        .collect(Collectors.joining(", ", ", oids: [", "]"));
    }

    private static String duration(Duration duration) {
        return DURATION.show(duration);
    }

    private static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        text.codePoints().forEach(each -> {
            if (each == '"' || each == '\\') {
                result.append('\\').appendCodePoint(each);
            } else if (each < 0x20 || (each >= 0x7f && each <= 0xffff)) {
                result.append(String.format("\\u%04x", each));
            } else if (each > 0xffff) {
                result.append(String.format("\\U%08x", each));
            } else {
                result.append((char) each);
            }
        });
        return result.append('"').toString();
    }
}
