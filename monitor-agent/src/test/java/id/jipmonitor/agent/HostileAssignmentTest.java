package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.assignment.AssignmentBook;
import id.jipmonitor.agent.schedule.ProbeSchedule;
import id.jipmonitor.agent.spool.SpoolFixture;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.AssignmentWriter;
import id.jipmonitor.protocol.model.AgentId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise 8 of delivery: a server that was taken over can make an agent neither run code nor read files, by no field of an
 * assignment. {@link HostileTargetTest} has that it leads out of no block and past no cap.
 */
@DisplayName("P8: no field of an assignment runs code or reads files")
class HostileAssignmentTest {
    private static final String FIRST = "id: p, target: 10.0.0.1";
    private static final String USUAL = FIRST + ", every: 10 s";
    private static final String GET = USUAL + ", snmp: {facts: get, credentials: c, oids: [";
    private static final String PORTS = USUAL + ", snmp: {facts: interfaces, credentials: c, capacities: [";

    /** Of each component one document that asks too much of it: the component, the key that is refused, the probe. */
    static final List<Wrong> WRONG = List.of(
            new Wrong("Assignment.agent", "agent", "", "agent: ../../etc\nprobes: []\n"),
            new Wrong("Assignment.probes", "probes", "", "agent: agent-1\nprobes: {run: reboot}\n"),
            probe("ProbeSpec.probe", "id", "id: ../p, target: h, every: 10 s, icmp: {}"),
            probe("ProbeSpec.target", "target", "id: p, target: 'h; reboot', every: 10 s, icmp: {}"),
            probe("ProbeSpec.cadence", "every", FIRST + ", icmp: {}"),
            probe("ProbeSpec.waitingTime", "waiting_time", FIRST + ", every: 10 s, waiting_time: 1 h, icmp: {}"),
            probe("ProbeSpec.settings", "probes[0]", USUAL + ", exec: {command: reboot}"),
            probe("Every.interval", "every", FIRST + ", every: 1 ms, icmp: {}"),
            probe("Cron.expression", "cron", FIRST + ", cron: 0 0 0 31 2 ?, zone: UTC, interval: 1 h, icmp: {}"),
            probe("Cron.zone", "zone", FIRST + ", cron: 0 0 * * * ?, zone: /etc/passwd, interval: 1 h, icmp: {}"),
            probe("Cron.interval", "interval", FIRST + ", cron: 0 0 * * * ?, zone: UTC, interval: 0 s, icmp: {}"),
            probe("Icmp.count", "count", USUAL + ", icmp: {count: 1000000}"),
            probe("Icmp.gap", "gap", USUAL + ", icmp: {gap: 0 s}"),
            probe("Icmp.payloadBytes", "payload_bytes", USUAL + ", icmp: {payload_bytes: 65507}"),
            probe("Icmp.dscp", "dscp", USUAL + ", icmp: {dscp: -1}"),
            probe("Icmp.dontFragment", "dont_fragment", USUAL + ", icmp: {dont_fragment: $(reboot)}"),
            probe("Icmp.timeToLive", "time_to_live", USUAL + ", icmp: {time_to_live: 256}"),
            probe("Tcp.port", "port", USUAL + ", tcp: {port: 65536}"),
            probe("Tcp.tls", "tls", USUAL + ", tcp: {port: 1, tls: /etc/passwd}"),
            probe("Tcp.banner", "banner", USUAL + ", tcp: {port: 1, banner: [a, b]}"),
            probe("Tcp.resetOnClose", "reset_on_close", USUAL + ", tcp: {port: 1, reset_on_close: 7}"),
            probe("Tls.start", "start", USUAL + ", tcp: {port: 1, tls: {start: 'sh -c reboot'}}"),
            probe("Tls.serverName", "server_name", USUAL + ", tcp: {port: 1, tls: {server_name: 'a/../b'}}"),
            probe("Tls.requireVerified", "require_verified", USUAL + ", tcp: {port: 1, tls: {require_verified: 2}}"),
            probe("Banner.send", "send", USUAL + ", tcp: {port: 1, banner: {expect: x, send: '\\x41'}}"),
            probe("Banner.expect", "expect", USUAL + ", tcp: {port: 1, banner: {expect: ''}}"),
            probe("Snmp.facts", "facts", USUAL + ", snmp: {facts: set, credentials: c}"),
            probe("Snmp.port", "port", USUAL + ", snmp: {facts: system, credentials: c, port: 0}"),
            probe("Snmp.credentials", "credentials", USUAL + ", snmp: {facts: system, credentials: ''}"),
            probe("Snmp.interfaces", "interfaces", USUAL + ", snmp: {facts: get, credentials: c, interfaces: [x]}"),
            probe("Snmp.capacities", "capacities", USUAL + ", snmp: {facts: bgp, credentials: c, capacities: 9}"),
            probe("Snmp.oids", "oids", USUAL + ", snmp: {facts: get, credentials: c, oids: []}"),
            probe("Capacity.name", "interface", PORTS + port("''", "1", "1")),
            probe("Capacity.inBitsPerSecond", "in_bits_per_second", PORTS + port("a", "0", "1")),
            probe("Capacity.outBitsPerSecond", "out_bits_per_second", PORTS + port("a", "1", "1e99")),
            probe("NamedOid.name", "name", GET + "{name: '', oid: 1.3}]}"),
            probe("NamedOid.oid", "oid", GET + "{name: n, oid: '1.3; reboot'}]}"),
            probe("Path.maxHops", "max_hops", FIRST + ", every: 1 h, path: {max_hops: 65}"),
            probe("Path.queries", "queries", FIRST + ", every: 1 h, path: {queries: 1000}"),
            probe("Path.method", "method", FIRST + ", every: 1 h, path: {method: /bin/sh}"),
            probe("Echo.payloadBytes", "payload_bytes", FIRST + ", every: 1 h, path: {payload_bytes: 65507}"),
            probe("Syn.port", "port", FIRST + ", every: 1 h, path: {method: tcp_syn, port: 65536}"));

    /** Each leaf that takes free text, with a place for it. */
    static final List<String> TEXTS = List.of(
            USUAL + ", tcp: {port: 1, banner: {expect: x, send: @}}",
            USUAL + ", tcp: {port: 1, banner: {expect: @}}",
            USUAL + ", snmp: {facts: system, credentials: @}",
            USUAL + ", snmp: {facts: interfaces, credentials: c, interfaces: [@]}",
            PORTS + port("@", "1", "1"),
            GET + "{name: @, oid: 1.3.6}]}");

    @TempDir
    private Path directory;

    private final List<Assignment> runs = new ArrayList<>();

    /** @param document whole, or empty when the probe is all that is wrong */
    record Wrong(String component, String key, String probe, String document) {
        String text() {
            return document.isEmpty() ? "agent: agent-1\nprobes: [{" + probe + "}]\n" : document;
        }

        @Override
        public String toString() {
            return component;
        }
    }

    private static Wrong probe(String component, String key, String probe) {
        return new Wrong(component, key, probe, "");
    }

    private static String port(String name, String in, String out) {
        return "{interface: " + name + ", in_bits_per_second: " + in + ", out_bits_per_second: " + out + "}]}";
    }

    @Test
    void everyComponentOfAnAssignment_hasADocumentThatAsksTooMuch() {
        assertThat(WRONG.stream().map(Wrong::component))
                .as("a new field of an assignment needs a document here that the agent must refuse")
                .containsExactlyInAnyOrderElementsOf(components(Assignment.class));
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void documentThatAsksTooMuch_isRefusedByName_andNothingRunsOrStays(Wrong wrong) {
        List<String> problems = offer(wrong.text());

        assertThat(problems).anySatisfy(each -> assertThat(each).contains(wrong.key() + ":"));
        assertThat(runs).isEmpty();
        assertThat(directory.resolve("assignment.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @FieldSource("TEXTS")
    void textThatNamesAFileOrACommand_isOnlyText(String place) throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "s3cret-of-the-host");
        for (String text : List.of("${file:" + secret + "}", "${env:HOME}", "$(reboot)", "file://" + secret)) {
            runs.clear();
            offer("agent: agent-1\nprobes: [{" + place.replace("@", "'" + text + "'") + "}]\n");

            assertThat(runs).as(text).singleElement().asString().contains(text).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent: !!java.net.URL ['http://192.0.2.1/']\nprobes: []\n",
                "agent: agent-1\nprobes: !!javax.script.ScriptEngineManager []\n",
                "a: &a [x, x]\nb: &b [*a, *a]\nagent: agent-1\nprobes: [*b, *b]\n",
                "agent: agent-1\nprobes: []\n--- \nagent: agent-1\nprobes: []\n",
                "agent: agent-1\nprobes: []\ncommand: reboot\n",
            })
    void documentWithTagsAliasesOrMore_isRefused(String document) {
        assertThat(offer(document)).isNotEmpty();
        assertThat(runs).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"A A A A A A", "0 0 0 30 2 ?", "0 0 0 ? * ?", "0 0 0 1 1 ? 1999", "9 9 9 9 9 9 9", "* * * * * *"
            })
    void cronThatQuartzCannotUse_isRefusedBeforeAnythingChanges(String cron) {
        String probe = FIRST + ", cron: '" + cron + "', zone: UTC, interval: 1 h, icmp: {}";

        assertThat(offer("agent: agent-1\nprobes: [{" + probe + "}]\n"))
                .containsExactly(
                        "assignment: cron: expected a Quartz expression whose time comes. Found: \"" + cron + '"');
        assertThat(runs).isEmpty();
        assertThat(directory.resolve("assignment.yaml")).doesNotExist();
    }

    private List<String> offer(String document) {
        AssignmentBook book = new AssignmentBook(
                new AgentId("agent-1"),
                directory,
                offered -> ProbeSchedule.problems(offered.probes(), SpoolFixture.NOW),
                runs::add);
        return book.offered(AssignmentWriter.hash(document), document);
    }

    /** Every record component below a type, as {@code Record.component}; what lies in lists and options included. */
    private static Set<String> components(Class<?> type) {
        Set<String> found = new TreeSet<>();
        for (RecordComponent each : type.isRecord() ? type.getRecordComponents() : new RecordComponent[0]) {
            found.add(type.getSimpleName() + "." + each.getName());
            types(each.getGenericType()).forEach(inner -> found.addAll(components(inner)));
        }
        if (type.isSealed()) {
            Stream.of(type.getPermittedSubclasses()).forEach(each -> found.addAll(components(each)));
        }
        return found;
    }

    private static Stream<Class<?>> types(Type type) {
        if (type instanceof ParameterizedType generic) {
            return Stream.of(generic.getActualTypeArguments()).flatMap(HostileAssignmentTest::types);
        }
        return type instanceof Class<?> plain && plain.getPackage() == Assignment.class.getPackage()
                ? Stream.of(plain)
                : Stream.empty();
    }
}
