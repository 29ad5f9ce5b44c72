package id.jipmonitor.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class DemoNetworkTest {
    private static final String FILE = """
            sites: {file: sites.csv}
            agents: {agent-hub: {site: hub}, agent-a: {site: a}, agent-b: {site: b}}
            probe_templates:
              echo: {from: hub, judges: true, target: "${cpe}", every: 10 s, waiting_time: 2 s, icmp: {dscp: 10}}
              device: {from: hub, judges: false, target: "${cpe}", cron: "0 * * * * ?", zone: UTC, interval: 60 s, snmp: {port: 161}}
              gate: {from: hub, judges: false, target: "${gateway}", every: 30 s, tcp: {port: 443}}
              out: {from: site, judges: true, target: 10.35.0.1, every: 10 s, icmp: {}}
              way: {from: hub, judges: false, target: "${cpe}", every: 1 h, path: {}}
            links:
              - {site: a, addresses: {cpe: 10.35.1.1, gateway: gw.example}}
            """;

    @Test
    void hurry_everyTemplate_comesWithinSecondsAndKeepsTheRest() {
        Map<?, ?> templates = templates(network().hurry());
        assertThat(templates.get("echo"))
                .isEqualTo(Map.of(
                        "from", "hub",
                        "judges", true,
                        "target", "${cpe}",
                        "every", "2 s",
                        "waiting_time", "1 s",
                        "icmp", Map.of("dscp", 10, "count", 5, "gap", "200 ms")));
        assertThat(templates.get("device"))
                .isEqualTo(Map.of(
                        "from", "hub",
                        "judges", false,
                        "target", "${cpe}",
                        "every", "5 s",
                        "waiting_time", "1 s",
                        "snmp", Map.of("port", 161)));
    }

    @Test
    void hurry_path_keepsItsTime() {
        assertThat(part(templates(network().hurry()), "way").get("every")).isEqualTo("1 h");
    }

    @Test
    void onlyAgents_others_areLeftOut() {
        DemoNetwork network = network().onlyAgents(List.of("agent-hub", "agent-b"));
        assertThat(part(network.document(), "agents").keySet()).hasToString("[agent-hub, agent-b]");
    }

    @Test
    void locate_tableOfSites_isFoundFromElsewhere() {
        Object sites =
                network().locate(Path.of("/etc/jip/network.yaml")).document().get("sites");
        assertThat(sites).isEqualTo(Map.of("file", "/etc/jip/sites.csv"));
    }

    @Test
    void forLoopback_tcpFromTheHubJudgesAndAddressesAndPortsMove() {
        DemoNetwork network = network().forLoopback(address -> "127" + address.substring(2));
        Map<?, ?> templates = templates(network);
        assertThat(templates.get("gate"))
                .isEqualTo(Map.of(
                        "from", "hub",
                        "judges", true,
                        "target", "${gateway}",
                        "every", "30 s",
                        "tcp", Map.of("port", 20_443)));
        assertThat(part(templates, "out").get("target")).isEqualTo("127.35.0.1");
        assertThat(part(templates, "echo").get("judges")).isEqualTo(false);
        assertThat(String.valueOf(network.document().get("links"))).contains("cpe=127.35.1.1", "gateway=gw.example");
    }

    private static DemoNetwork network() {
        Map<?, ?> read = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(FILE);
        Map<String, Object> document = new LinkedHashMap<>();
        read.forEach((key, value) -> document.put(key.toString(), value));
        return new DemoNetwork(document);
    }

    private static Map<?, ?> templates(DemoNetwork network) {
        return part(network.document(), "probe_templates");
    }

    private static Map<?, ?> part(Map<?, ?> whole, String key) {
        return (Map<?, ?>) Objects.requireNonNull(whole.get(key));
    }
}
