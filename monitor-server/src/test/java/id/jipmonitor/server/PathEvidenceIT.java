package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Samples;
import id.jipmonitor.server.ingest.TestPki;
import id.jipmonitor.server.ingest.WireClient;
import id.jipmonitor.server.path.PathResults;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server hears of an outage and of the ways before and in it; its operator reads both in the incident. */
class PathEvidenceIT {
    private static final String AGENT = "agent-hub";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NETWORK = """
            hub: dc
            sites:
              list:
                - {id: dc, name: Hub, kind: hub, city: Surabaya, lat: -7.2, lon: 112.7}
                - {id: kab-ngawi, name: Ngawi, kind: regency, city: Ngawi, lat: -7.4, lon: 111.4}
            contracts:
              usual: {target_percent: 99.0, zone: Asia/Jakarta}
            agents:
              agent-hub: {site: dc}
            probe_templates:
              access-icmp: {from: hub, judges: true, id: "${link}-icmp", target: "${cpe}", every: 10 s, icmp: {}}
              access-path: {from: hub, judges: false, id: "${link}-path", target: "${cpe}", every: 1 h, path: {}}
            link_defaults:
              regency: {contract: usual, probes: [access-icmp, access-path]}
            links:
              - {site: kab-ngawi, addresses: {cpe: 10.35.111.1}}
            """;
    private static final String RULES = """
            route: {receiver: nobody}
            receivers:
              nobody: {email: [nobody@example.go.id]}
            """;

    @TempDir
    Path directory;

    private final Instant fault = Instant.now().minusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
    private TestPki pki;
    private int ingestPort;

    @BeforeEach
    void writeSettings() throws IOException {
        pki = new TestPki(directory);
        var tls = pki.server();
        ingestPort = freePort();
        Files.writeString(directory.resolve("network.yaml"), NETWORK);
        Files.writeString(directory.resolve("rules.yaml"), RULES);
        Files.writeString(directory.resolve("server.yaml"), """
                data_directory: data
                network: network.yaml
                rules: rules.yaml
                ingest:
                  listen: 127.0.0.1:%d
                  tls: {certificate: %s, key: %s, authorities: %s}
                web:
                  listen: 127.0.0.1:%d
                  public_url: http://localhost
                email: {relay: "127.0.0.1:9", security: none, from: jip@example.go.id}
                """.formatted(
                        ingestPort, tls.certificate(), tls.key(), tls.authorities(), freePort()));
    }

    @Test
    void outage_withPathsBeforeAndInIt_isTold_alsoWhenThePathComesLate() throws Exception {
        Checked<Configuration> checked = Configuration.read(directory.resolve("server.yaml"), name -> null);
        assertThat(checked.problems()).isEmpty();
        Configuration configuration = checked.value().orElseThrow();
        try (Server server = Server.start(configuration, InstantSource.system(), System::nanoTime, link -> {});
                WireClient agent = new WireClient(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), ingestPort),
                        TlsContexts.client(pki.agent(AGENT)))) {
            assertThat(server).hasToString("1 links of 2 sites");
            agent.send(WireClient.hello(AGENT)).next();
            List<ProbeResult> outage = new ArrayList<>(pings());
            outage.add(PathResults.reached(
                    "kab-ngawi-path", fault.minusSeconds(600), "10.35.0.254", "10.35.8.1", "10.35.111.1"));
            send(agent, 1, outage);
            String incident = await().atMost(PATIENCE).until(this::incident, each -> !each.isEmpty());
            assertThat(detail(incident)).doesNotContain("10.35.0.254");

            send(
                    agent,
                    1 + outage.size(),
                    List.of(PathResults.cut("kab-ngawi-path", fault.plusSeconds(3), "10.35.0.254")));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(detail(incident))
                            .containsPattern("Jalur dari agent-hub ke 10\\.35\\.111\\.1: sejak .* berakhir setelah"
                                    + " lompatan 1 \\(10\\.35\\.0\\.254\\); sebelumnya .* berlanjut ke lompatan 2"
                                    + " \\(10\\.35\\.8\\.1\\) dan sasaran di lompatan 3\\.")
                            .contains(" OPENED\n", " UPDATED\n"));
            assertThat(detail(incident, "--language", "en"))
                    .contains("it ends after hop 1 (10.35.0.254); before")
                    .contains("Hops before (");
        }
    }

    private static void send(WireClient agent, long first, List<ProbeResult> results) throws InterruptedException {
        agent.send(new Batch(
                new AgentId(AGENT), WireClient.BOOT, first, results, Samples.view(), List.of(), Instant.now(), false));
        Message answer = agent.next();
        while (!(answer instanceof Ack)) { // what the agent shall probe is offered in between
            answer = agent.next();
        }
    }

    /** Good until the fault begins, then bad to the present, so that silence does not hide it. */
    private List<ProbeResult> pings() {
        List<ProbeResult> pings = new ArrayList<>();
        for (int i = -6; i < 31; i++) {
            Instant at = fault.plusSeconds(10L * i);
            pings.add(new ProbeResult(
                    new ProbeId("kab-ngawi-icmp"),
                    at,
                    0,
                    Duration.ofSeconds(10),
                    i < 0 ? Outcome.RESPONDED : Outcome.UNREACHABLE,
                    i < 0 ? Reason.NONE : Reason.of(Cause.TIMEOUT),
                    new Packets("icmp-echo/56", 5, Duration.ofSeconds(2)),
                    TimestampQuality.KERNEL,
                    false,
                    i < 0 ? List.of(Duration.ofMillis(9)) : List.of(),
                    List.of()));
        }
        return pings;
    }

    /** The one incident of a link's outage on record; empty before it is there. */
    private String incident() throws IOException {
        String rows = incidents("--all", "--format", "ndjson");
        for (String line : rows.lines().toList()) {
            var row = new JsonMapper().readTree(line);
            if (row.path("kind").asText().equals("LINK_DOWN")) {
                return row.path("id").asText();
            }
        }
        return "";
    }

    private String detail(String incident, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--incident", incident));
        arguments.addAll(List.of(more));
        return incidents(arguments.toArray(String[]::new));
    }

    private String incidents(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "incidents", "--config", directory.resolve("server.yaml").toString()));
        arguments.addAll(List.of(more));
        StringWriter out = new StringWriter();
        int status = ServerMain.commandLine().setOut(new PrintWriter(out)).execute(arguments.toArray(String[]::new));
        assertThat(status).isZero();
        return out.toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
