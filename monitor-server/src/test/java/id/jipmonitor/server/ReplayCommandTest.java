package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What `server replay` prints, and what it says about a file that is wrong. */
class ReplayCommandTest {
    private static final Path EXAMPLE = Path.of("../config/examples/replay-one-outage.ndjson");
    private static final String NETWORK = """
            hub: dc
            sites:
              list:
                - {id: dc, name: Hub, kind: hub, city: Surabaya, lat: -7.2, lon: 112.7}
                - {id: kab-ngawi, name: Ngawi, kind: regency, city: Ngawi, lat: -7.4, lon: 111.4}
            segments:
              dc-edge: {name: Edge, kind: data_centre}
            contracts:
              usual: {target_percent: 99.0, zone: Asia/Jakarta}
            agents:
              agent-dc-diskominfo: {site: dc}
            probe_templates:
              access-icmp:
                from: hub
                judges: true
                id: ${link}-icmp
                target: ${cpe}
                every: 10 s
                waiting_time: 2 s
                icmp: {}
            link_defaults:
              regency:
                contract: usual
                segments: [dc-edge]
                probes: [access-icmp]
            links:
              - {site: kab-ngawi, addresses: {cpe: 10.35.111.1}}
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeNetwork() throws IOException {
        Files.writeString(directory.resolve("network.yaml"), NETWORK);
    }

    @Test
    void exampleFile_replayed_showsTimelineIncidentsAndAvailability() {
        assertThat(replay("--results", EXAMPLE.toString(), "--format", "csv")).isZero();

        assertThat(out.toString().lines().map(line -> line.replace("2026-11-02T", "")))
                .containsExactly(
                        "row,link,state,from,to,declared_at,id,kind,domain,subject,links,up_ms,degraded_ms,down_ms,"
                                + "maintenance_ms,blind_ms,no_data_ms,outages,measured_percent,coverage_percent,"
                                + "lower_percent,upper_percent,target_percent,verdict",
                        "state,kab-ngawi,UP,00:00:00Z,00:02:20Z,00:00:00Z,,,,,,,,,,,,,,,,,,",
                        "state,kab-ngawi,DOWN,00:02:20Z,00:04:20Z,00:02:40Z,,,,,,,,,,,,,,,,,,",
                        "state,kab-ngawi,UP,00:04:20Z,00:05:40Z,00:04:30Z,,,,,,,,,,,,,,,,,,",
                        "state,kab-ngawi,BLIND,00:05:40Z,00:06:40Z,00:05:40Z,,,,,,,,,,,,,,,,,,",
                        "state,kab-ngawi,UP,00:06:40Z,00:07:20Z,00:06:40Z,,,,,,,,,,,,,,,,,,",
                        "state,kab-ngawi,NO_DATA,00:07:20Z,00:09:20Z,00:07:40Z,,,,,,,,,,,,,,,,,,",
                        "state,kab-ngawi,UP,00:09:20Z,00:10:20Z,00:09:20Z,,,,,,,,,,,,,,,,,,",
                        "incident,,,00:02:20Z,00:04:20Z,00:02:40Z,c12222133c901e35,LINK_DOWN,UNDECIDED,kab-ngawi,"
                                + "kab-ngawi,,,,,,,,,,,,,",
                        "incident,,,00:05:40Z,00:06:40Z,00:05:40Z,3ddbf30710663cb0,SITE_BLIND,MONITOR,"
                                + "agent-dc-diskominfo,kab-ngawi,,,,,,,,,,,,,",
                        "incident,,,00:07:20Z,00:09:20Z,00:07:40Z,98c249f9e037d321,AGENT_LOST,MONITOR,"
                                + "agent-dc-diskominfo,kab-ngawi,,,,,,,,,,,,,",
                        "availability,kab-ngawi,,00:00:00Z,00:10:20Z,,,,,,,320000,0,120000,0,60000,120000,1,"
                                + "72.727,70.967,51.612,80.645,99.0,NOT_MET");
    }

    @Test
    void stretch_thatIsAsked_isCutOut_andSilenceBeyondTheFileShows() {
        assertThat(replay(
                        "--results",
                        EXAMPLE.toString(),
                        "--from",
                        "2026-11-02T00:09:00Z",
                        "--to",
                        "2026-11-02T00:12:00Z"))
                .isZero();

        assertThat(out.toString().lines().limit(3))
                .containsExactly(
                        state("NO_DATA", "00:09:00Z", "00:09:20Z", "00:09:00Z"),
                        state("UP", "00:09:20Z", "00:10:20Z", "00:09:20Z"),
                        state("NO_DATA", "00:10:20Z", "00:12:00Z", "00:10:40Z"));
    }

    @Test
    void lineThatIsNoResult_isNamedByFileAndLine() throws IOException {
        Path file = directory.resolve("bad.ndjson");
        String good = Files.readAllLines(EXAMPLE).getFirst();
        Files.write(file, List.of(good, good, "{\"agent\":\"agent-dc-diskominfo\"}"));

        assertThat(replay("--results", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(file + ":3: probe: expected on every line. Found: nothing\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void fileThatIsMissing_isSaid() {
        assertThat(replay("--results", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("--results: expected a file. Found: no " + directory);
    }

    @Test
    void directoryInPlaceOfAFile_isSaid() {
        assertThat(replay("--results", directory.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("--results: expected a file. Found: a directory, " + directory);
    }

    @Test
    void timeWithoutZone_isRefusedWithAnExample() {
        assertThat(replay("--results", EXAMPLE.toString(), "--from", "2026-11-02"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("Invalid value for option '--from': expected a time with its zone, like"
                        + " 2026-03-01T00:00:00Z or 2026-03-01T00:00:00+07:00. Found: 2026-11-02");
    }

    @Test
    void timeWithOffset_isTheSameInstant() {
        assertThat(replay("--results", EXAMPLE.toString(), "--from", "2026-11-02T07:09:00+07:00"))
                .isZero();
        assertThat(out.toString().lines().findFirst())
                .contains(state("NO_DATA", "00:09:00Z", "00:09:20Z", "00:09:00Z"));
    }

    @Test
    void probesThatTheNetworkDoesNotKnow_areSaid() throws IOException {
        Path file = directory.resolve("other.ndjson");
        Files.writeString(file, Files.readString(EXAMPLE).replace("kab-ngawi", "elsewhere"));

        assertThat(replay("--results", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("50 results of probes that").contains("Found: none");
    }

    private static String state(String state, String from, String to, String declaredAt) {
        return """
                {"row":"state","link":"kab-ngawi","state":"%s","from":"2026-11-02T%s","to":"2026-11-02T%s",\
                "declared_at":"2026-11-02T%s"}""".formatted(state, from, to, declaredAt);
    }

    private int replay(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--network", directory.resolve("network.yaml").toString()));
        return new CommandLine(new ReplayCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
