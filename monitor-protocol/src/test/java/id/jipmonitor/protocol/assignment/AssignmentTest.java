package id.jipmonitor.protocol.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.assignment.ProbeSettings.Icmp;
import id.jipmonitor.protocol.assignment.ProbeSettings.Path;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp;
import id.jipmonitor.protocol.assignment.ProbeSettings.Tcp;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Problem;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentTest {
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final String ODD_TEXT = "a\"b\\c \u00e9\u2028 {x: 1} # \uD83D\uDE00";

    @Test
    void anyAssignment_writtenAndRead_isEqual() {
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            Assignment assignment = random(random);

            String document = AssignmentWriter.write(assignment);

            assertThat(AssignmentReader.read(document).value()).contains(assignment);
            assertThat(AssignmentWriter.write(assignment)).isEqualTo(document);
        }
    }

    @Test
    void noProbe_writtenAndRead_isEqual() {
        Assignment none = new Assignment(AGENT, List.of());

        assertThat(AssignmentReader.read(AssignmentWriter.write(none)).value()).contains(none);
    }

    @Test
    void largestAssignment_written_fitsTheBound() {
        List<ProbeSpec> probes = IntStream.range(0, Assignment.MAX_PROBES)
                .mapToObj(i -> spec("kab-lumajang-link-" + i, usualIcmp()))
                .toList();

        assertThat(AssignmentWriter.write(new Assignment(AGENT, probes)).length())
                .isLessThan(AssignmentReader.MAX_BYTES);
    }

    @Test
    void hash_ofDocument_isSha256InHexadecimal() {
        assertThat(AssignmentWriter.hash("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void oversizeDocument_read_isRefusedUnparsed() {
        Checked<Assignment> checked = AssignmentReader.read("#".repeat(AssignmentReader.MAX_BYTES + 1));

        assertThat(checked.problems())
                .extracting(Problem::toString)
                .containsExactly("assignment: expected at most 4190208 bytes. Found: 4190209");
    }

    @Test
    void sameProbeTwice_read_isRefused() {
        assertThat(messages("agent: a\nprobes: [" + probe("icmp: {}") + ", " + probe("icmp: {}") + "]"))
                .containsExactly("assignment:2: probes: expected each id once. Found: p again");
    }

    @Test
    void settingsOutOfRange_written_areRefused() {
        Assignment outside =
                new Assignment(AGENT, List.of(spec("p", new Icmp(21, Duration.ofMillis(200), 56, 0, false, 64))));

        assertThatThrownBy(() -> AssignmentWriter.write(outside))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("probes[0].icmp.count: expected a whole number from 1 to 20. Found: \"21\"");
    }

    @Test
    void durationFinerThanMicroseconds_written_isRefused() {
        ProbeSpec fine = new ProbeSpec(
                new ProbeId("p"),
                "10.0.0.1",
                new Cadence.Every(Duration.ofSeconds(10).plusNanos(1)),
                Duration.ofSeconds(1),
                usualIcmp());

        assertThatThrownBy(() -> AssignmentWriter.write(new Assignment(AGENT, List.of(fine))))
                .hasMessage("assignment: expected durations of whole microseconds. Found: finer ones");
    }

    /** One wrong field each; the rest of the probe is right. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "id            | {id: P, target: 10.0.0.1, every: 10 s, icmp: {}}",
                "target        | {id: p, target: 10.0.0.300, every: 10 s, icmp: {}}",
                "target        | {id: p, target: \"a b\", every: 10 s, icmp: {}}",
                "target        | {id: p, every: 10 s, icmp: {}}",
                "every         | {id: p, target: h, every: 500 ms, icmp: {}}",
                "every         | {id: p, target: h, every: 25 h, icmp: {}}",
                "every         | {id: p, target: h, icmp: {}}",
                "cron          | {id: p, target: h, cron: '* *', zone: UTC, interval: 60 s, icmp: {}}",
                "zone          | {id: p, target: h, cron: '0 0 * * * ?', zone: Mars/Base, interval: 1 h, icmp: {}}",
                "interval      | {id: p, target: h, cron: '0 0 * * * ?', zone: UTC, icmp: {}}",
                "waiting_time  | {id: p, target: h, every: 10 s, waiting_time: 1 ms, icmp: {}}",
                "waiting_time  | {id: p, target: h, every: 10 s, waiting_time: 5001 ms, tcp: {port: 1}}",
                "waiting_time  | {id: p, target: h, every: 10 s, waiting_time: 4 s, tcp: {port: 1, tls: {}}}",
                "waiting_time  | {id: p, target: h, every: 10 s, waiting_time: 11 s, snmp: {facts: system, credentials: c}}",
                "waiting_time  | {id: p, target: h, every: 10 s, icmp: {count: 20, gap: 1 s}}",
                "count         | {id: p, target: h, every: 10 s, icmp: {count: 0}}",
                "gap           | {id: p, target: h, every: 10 s, icmp: {gap: 9 ms}}",
                "payload_bytes | {id: p, target: h, every: 10 s, icmp: {payload_bytes: 1473}}",
                "dscp          | {id: p, target: h, every: 10 s, icmp: {dscp: 64}}",
                "dont_fragment | {id: p, target: h, every: 10 s, icmp: {dont_fragment: maybe}}",
                "time_to_live  | {id: p, target: h, every: 10 s, icmp: {time_to_live: 0}}",
                "ttl           | {id: p, target: h, every: 10 s, icmp: {ttl: 64}}",
                "port          | {id: p, target: h, every: 10 s, tcp: {}}",
                "port          | {id: p, target: h, every: 10 s, tcp: {port: 65536}}",
                "server_name   | {id: p, target: h, every: 10 s, tcp: {port: 1, tls: {server_name: '-'}}}",
                "start         | {id: p, target: h, every: 10 s, tcp: {port: 1, tls: {start: imap}}}",
                "expect        | {id: p, target: h, every: 10 s, tcp: {port: 1, banner: {send: x}}}",
                "send          | {id: p, target: h, every: 10 s, tcp: {port: 1, banner: {send: '\\q', expect: x}}}",
                "facts         | {id: p, target: h, every: 10 s, snmp: {facts: all, credentials: c}}",
                "credentials   | {id: p, target: h, every: 10 s, snmp: {facts: system}}",
                "interfaces    | {id: p, target: h, every: 10 s, snmp: {facts: system, credentials: c, interfaces: [a]}}",
                "interfaces    | {id: p, target: h, every: 10 s, snmp: {facts: bgp, credentials: c, interfaces: [a]}}",
                "oids          | {id: p, target: h, every: 10 s, snmp: {facts: get, credentials: c}}",
                "oid           | {id: p, target: h, every: 10 s, snmp: {facts: get, credentials: c, oids: [{name: n, oid: 1..2}]}}",
                "oid           | {id: p, target: h, every: 10 s, snmp: {facts: get, credentials: c, oids: [{name: n, oid: 1.4294967296}]}}",
                "name          | {id: p, target: h, every: 10 s, snmp: {facts: get, credentials: c, oids: [{name: '', oid: 1.3}]}}",
                "max_hops      | {id: p, target: h, every: 1 h, path: {max_hops: 65}}",
                "queries       | {id: p, target: h, every: 1 h, path: {queries: 6}}",
                "payload_bytes | {id: p, target: h, every: 1 h, path: {payload_bytes: 15}}",
                "method        | {id: p, target: h, every: 1 h, path: {method: udp}}",
                "port          | {id: p, target: h, every: 1 h, path: {port: 443}}",
                "port          | {id: p, target: h, every: 1 h, path: {method: tcp_syn}}",
                "port          | {id: p, target: h, every: 1 h, path: {method: tcp_syn, port: 0}}",
                "payload_bytes | {id: p, target: h, every: 1 h, path: {method: tcp_syn, port: 443, payload_bytes: 56}}",
                "waiting_time  | {id: p, target: h, every: 10 s, path: {}}",
            })
    void wrongField_read_isRefusedByName(String field, String probe) {
        List<Problem> problems =
                AssignmentReader.read("agent: a\nprobes: [" + probe + "]").problems();

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().key()).matches("probes\\[0](\\..*)?\\.\\Q" + field + "\\E(\\[0])?");
    }

    @Test
    void path_longestRound_waitsOnceForEachWindow() {
        Path path = new Path(30, 2, new Path.Echo(56));

        assertThat(path.longestRound(Duration.ofSeconds(2)))
                .as("windows of 16, 16, 16 and 12 requests 50 ms apart, and a wait after each")
                .isEqualTo(Duration.ofMillis((15 + 15 + 15 + 11) * 50 + 4 * 2_000));
    }

    @Test
    void tcp_longestRound_waitsOnceForEachStep() {
        Optional<Tcp.Banner> banner = Optional.of(new Tcp.Banner("", "220"));

        assertThat(steps(Optional.empty(), Optional.empty()))
                .as("name, connect")
                .isEqualTo(2);
        assertThat(steps(Optional.empty(), banner)).isEqualTo(3);
        assertThat(steps(Optional.of(Tcp.Tls.Start.AT_ONCE), Optional.empty())).isEqualTo(3);
        assertThat(steps(Optional.of(Tcp.Tls.Start.SMTP), banner))
                .as("name, connect, STARTTLS, TLS, banner")
                .isEqualTo(5);
    }

    private static long steps(Optional<Tcp.Tls.Start> start, Optional<Tcp.Banner> banner) {
        Optional<Tcp.Tls> tls = start.map(each -> new Tcp.Tls(each, Optional.empty(), false));
        Duration waitingTime = Duration.ofSeconds(2);
        return new Tcp(25, tls, banner, true).longestRound(waitingTime).dividedBy(waitingTime);
    }

    private static List<String> messages(String document) {
        return AssignmentReader.read(document).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static String probe(String settings) {
        return "{id: p, target: 10.0.0.1, every: 10 s, " + settings + "}";
    }

    private static Icmp usualIcmp() {
        return new Icmp(5, Duration.ofMillis(200), 56, 0, false, 64);
    }

    private static ProbeSpec spec(String id, ProbeSettings settings) {
        return new ProbeSpec(
                new ProbeId(id),
                "10.35.100.100",
                new Cadence.Every(Duration.ofSeconds(10)),
                Duration.ofSeconds(2),
                settings);
    }

    private static Assignment random(Random random) {
        List<ProbeSpec> probes = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            Duration interval = Duration.ofSeconds(30 + random.nextInt(1000));
            Cadence cadence = random.nextBoolean()
                    ? new Cadence.Every(interval)
                    : new Cadence.Cron("0 0/5 7-16 ? * MON-FRI", ZoneId.of("Asia/Makassar"), interval);
            String target = random.nextBoolean() ? "fd00::" + random.nextInt(9999) : "cpe-" + i + ".example.go.id";
            Duration waiting = Duration.ofMillis(10 + random.nextInt(5_000));
            probes.add(new ProbeSpec(new ProbeId("p" + i), target, cadence, waiting, settings(random)));
        }
        return new Assignment(AGENT, probes);
    }

    private static ProbeSettings settings(Random random) {
        return switch (random.nextInt(4)) {
            case 0 ->
                new Icmp(
                        1 + random.nextInt(20),
                        Duration.ofMillis(10 + random.nextInt(500)),
                        16 + random.nextInt(1457),
                        random.nextInt(64),
                        random.nextBoolean(),
                        1 + random.nextInt(255));
            case 1 -> new Tcp(1 + random.nextInt(65_535), tls(random), banner(random), random.nextBoolean());
            case 2 ->
                new Path(
                        1 + random.nextInt(20),
                        1 + random.nextInt(3),
                        random.nextBoolean()
                                ? new Path.Echo(16 + random.nextInt(1457))
                                : new Path.Syn(1 + random.nextInt(65_535)));
            default -> snmp(random);
        };
    }

    private static Optional<Tcp.Tls> tls(Random random) {
        Optional<String> name = random.nextBoolean() ? Optional.of("portal.example.go.id") : Optional.empty();
        Tcp.Tls.Start start = random.nextBoolean() ? Tcp.Tls.Start.AT_ONCE : Tcp.Tls.Start.SMTP;
        return random.nextBoolean() ? Optional.of(new Tcp.Tls(start, name, random.nextBoolean())) : Optional.empty();
    }

    private static Optional<Tcp.Banner> banner(Random random) {
        String send = random.nextBoolean() ? "" : "HELO\r\n\t" + ODD_TEXT;
        return random.nextBoolean() ? Optional.of(new Tcp.Banner(send, "220 \\ " + ODD_TEXT)) : Optional.empty();
    }

    private static Snmp snmp(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Snmp(Snmp.Facts.SYSTEM, 161, "cpe", List.of(), List.of());
            case 1 ->
                new Snmp(
                        Snmp.Facts.INTERFACES,
                        1161,
                        "c \"q\"",
                        List.of(ODD_TEXT, "ether1"),
                        random.nextBoolean()
                                ? List.of(new Snmp.Capacity(ODD_TEXT, 20_000_000, 10_000_000_000L))
                                : List.of(),
                        List.of());
            case 2 -> new Snmp(Snmp.Facts.BGP, 161, "core", List.of(), List.of());
            default ->
                new Snmp(
                        Snmp.Facts.GET,
                        161,
                        "cpe",
                        List.of(),
                        List.of(new Snmp.NamedOid("t", "1.3.6.1.4.1.4294967295")));
        };
    }
}
