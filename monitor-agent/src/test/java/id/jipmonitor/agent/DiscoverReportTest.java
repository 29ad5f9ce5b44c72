package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.agent.probe.snmp.DeviceInventory;
import id.jipmonitor.agent.probe.snmp.DeviceInventory.BgpPeer;
import id.jipmonitor.agent.probe.snmp.DeviceInventory.NetworkInterface;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.assignment.ProbeSpecReader;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Kinds;
import id.jipmonitor.protocol.settings.Reading;
import id.jipmonitor.protocol.settings.Section;
import id.jipmonitor.protocol.settings.Value;
import id.jipmonitor.protocol.settings.Variables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a device, and that the templates told are read by the code that reads network.yaml. */
class DiscoverReportTest {
    private static final DeviceInventory ROUTER = new DeviceInventory(
            "border-surabaya",
            List.of(
                    port("ge-0/0/0", "JIP backbone: Surabaya - Malang", 1_000_000_000, "up", "up"),
                    port("ge-0/0/1", "", 0, "up", "lowerLayerDown"),
                    port("ge-0/0/7", "spare", 10_000_000_000L, "down", "down")),
            List.of(
                    new BgpPeer("10.35.0.2", number(65_010), "established", "start", number(90_061), false),
                    new BgpPeer("10.35.0.6", number(65_020), "idle", "stop", number(61), false),
                    new BgpPeer("10.35.0.10", OptionalLong.empty(), "active", "start", number(0), true)));

    private static NetworkInterface port(String name, String alias, long speed, String admin, String oper) {
        return new NetworkInterface(name, alias, speed == 0 ? OptionalLong.empty() : number(speed), admin, oper);
    }

    private static OptionalLong number(long value) {
        return OptionalLong.of(value);
    }

    private static DiscoverReport report(String target, String language) {
        ProbeSettings.Snmp snmp = new ProbeSettings.Snmp(Facts.INTERFACES, 1161, "cpe", List.of(), List.of());
        ProbeSpec asked = new ProbeSpec(
                new ProbeId("discover"),
                target,
                new Cadence.Every(Duration.ofMinutes(1)),
                Duration.ofSeconds(15),
                snmp);
        return new DiscoverReport(asked, snmp, Locale.of(language));
    }

    /** Reads what was printed as an operator pastes it, with the code that the inventory reads templates with. */
    private static Map<String, ProbeSpec> pasted(String printed) {
        String templates = printed.substring(printed.indexOf("\n# ") + 1);
        Reading reading = new Reading(name -> null);
        Section root = reading.document("probe_templates:\n" + templates, "network.yaml", Path.of(""))
                .orElseThrow();
        Value<Map<String, ProbeSpec>> probes =
                root.named("probe_templates", Kinds.name(), (name, section) -> probe(section));
        Checked<Map<String, ProbeSpec>> checked =
                reading.checked(root.build(probes::get).ifUsable());
        assertThat(checked.problems()).as(printed).isEmpty();
        return checked.value().orElseThrow();
    }

    private static ProbeSpec probe(Map<String, ProbeSpec> probes, String name) {
        return Optional.ofNullable(probes.get(name)).orElseThrow();
    }

    private static Value<ProbeSpec> probe(Section section) {
        Section open = section.with(new Variables(Map.of("link", "kab-ngawi"), "link kab-ngawi"));
        assertThat(open.required("from", Kinds.text(1, 10)).ifUsable()).contains("hub");
        assertThat(open.required("judges", Kinds.bool()).ifUsable()).contains(false);
        Value<ProbeSpec> spec = ProbeSpecReader.read(open);
        return open.build(spec::get);
    }

    @Test
    void device_inEnglish_isAReadableTable() {
        assertThat(report("10.35.111.1", "en").found(ROUTER)).startsWith("""
                Device: 10.35.111.1 port 1161, sysName border-surabaya

                Interfaces: 3
                  ifName    ifAlias                          speed      ifAdminStatus  ifOperStatus
                  ge-0/0/0  JIP backbone: Surabaya - Malang  1 Gbit/s   up             up
                  ge-0/0/1  -                                -          up             lowerLayerDown
                  ge-0/0/7  spare                            10 Gbit/s  down           down

                BGP peers: 3, down: 1
                  bgpPeerRemoteAddr  AS     bgpPeerState  bgpPeerAdminStatus  established
                  10.35.0.2          65010  established   start               for 1 d 01:01:01
                  10.35.0.6          65020  idle          stop                00:01:01 ago
                  10.35.0.10         -      active        start               -
                """);
    }

    @Test
    void device_inIndonesian_keepsTheWordsOfTheMib() {
        assertThat(report("10.35.111.1", "id").found(ROUTER))
                .startsWith("Perangkat: 10.35.111.1 port 1161, sysName border-surabaya\n\nAntarmuka: 3\n")
                .contains("kecepatan", "lowerLayerDown", "Peer BGP: 3, putus: 1", "selama 1 hari 01:01:01")
                .doesNotContain("Device", "Interfaces", " ago");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "en"})
    void templates_pasted_areReadAsTheProbesThatWereFound(String language) {
        Map<String, ProbeSpec> probes = pasted(report("10.35.111.1", language).found(ROUTER));

        assertThat(probes).containsOnlyKeys("10.35.111.1-interfaces", "10.35.111.1-bgp");
        ProbeSpec interfaces = probe(probes, "10.35.111.1-interfaces");
        assertThat(interfaces.probe().value()).isEqualTo("kab-ngawi-interfaces");
        assertThat(interfaces.target()).isEqualTo("10.35.111.1");
        assertThat(interfaces.settings())
                .isEqualTo(new ProbeSettings.Snmp(
                        Facts.INTERFACES, 1161, "cpe", List.of("ge-0/0/0", "ge-0/0/1"), List.of()));
        assertThat(probe(probes, "10.35.111.1-bgp").settings())
                .isEqualTo(new ProbeSettings.Snmp(Facts.BGP, 1161, "cpe", List.of(), List.of()));
    }

    @Test
    void templates_ofAnOddDevice_areReadAllTheSame() {
        String longest = "n".repeat(120);
        DeviceInventory odd = new DeviceInventory(
                "",
                List.of(
                        port("say \"hi\" \\ # no: [really]", "alias: # \"x\" - [", 1, "up", "up"),
                        port("twice", "first", 1, "up", "up"),
                        port("twice", "second", 1, "up", "up"),
                        port("${link}", "", 1, "up", "up"),
                        port(longest, "", 1, "up", "up")),
                List.of());

        Map<String, ProbeSpec> probes = pasted(report("fd00::1", "en").found(odd));

        assertThat(probes).containsOnlyKeys("fd00--1-interfaces");
        assertThat(probe(probes, "fd00--1-interfaces").target()).isEqualTo("fd00::1");
        assertThat(((ProbeSettings.Snmp) probe(probes, "fd00--1-interfaces").settings()).interfaces())
                .containsExactly("say \"hi\" \\ # no: [really]", "twice", longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "Router-1.JATIM.example"})
    void template_ofAnyTarget_hasANameThatIsOne(String target) {
        assertThat(pasted(report(target, "en").found(ROUTER))).hasSize(2);
        String longHost = "a".repeat(49) + ".b.example";
        assertThat(pasted(report(longHost, "en").found(ROUTER))).hasSize(2);
    }

    @Test
    void template_ofMoreInterfacesThanAProbeMayName_namesNone() {
        List<NetworkInterface> many = IntStream.range(0, 401)
                .mapToObj(i -> port("eth" + i, "", 1, "up", "up"))
                .toList();

        Map<String, ProbeSpec> probes =
                pasted(report("10.35.111.1", "en").found(new DeviceInventory("", many, List.of())));

        assertThat(((ProbeSettings.Snmp) probe(probes, "10.35.111.1-interfaces").settings()).interfaces())
                .isEmpty();
    }

    @Test
    void silence_told_saysWhatToCheck() {
        Verdict silent = Verdict.of(Outcome.UNREACHABLE, Cause.TIMEOUT, "GET of 1 objects: no answer");

        assertThat(report("10.35.111.1", "en").nothing(silent)).isEqualTo("""
                No answer from 10.35.111.1 port 1161 within 15 s:
                  GET of 1 objects: no answer
                Check:
                  - that the device's SNMP service is on, and its access list admits this agent's address
                  - that no firewall on the way drops UDP port 1161
                  - that snmp_credentials.cpe is what the device has: community, or user, protocols and passphrases
                """);
        assertThat(report("10.35.111.1", "id").nothing(silent))
                .startsWith("Tidak ada jawaban dari 10.35.111.1 port 1161 dalam 15 s:\n")
                .contains("Periksa:", "firewall");
    }

    @Test
    void answerWithoutTables_told_namesTheView() {
        assertThat(report("10.35.111.1", "en").nothing(Verdict.of(Outcome.RESPONDED, Cause.NONE, "")))
                .contains("answers and shows neither interfaces nor BGP peers", "view");
    }

    @Test
    void ownFailure_told_doesNotBlameTheDevice() {
        assertThat(report("nowhere", "en").nothing(Verdict.of(Outcome.BLIND, Cause.DNS_FAILED, "nowhere: no address.")))
                .isEqualTo("This agent could not ask nowhere port 1161:\n  nowhere: no address.\n");
    }

    @Test
    void walk_brokenOff_isSaid() {
        DiscoverReport report = report("10.35.111.1", "en");

        assertThat(report.warning(Verdict.of(Outcome.RESPONDED, Cause.NONE, "")))
                .isEmpty();
        assertThat(report.warning(Verdict.of(Outcome.RESPONDED, Cause.SNMP_ERROR, "genErr")))
                .isEqualTo("Incomplete: genErr\n");
    }
}
