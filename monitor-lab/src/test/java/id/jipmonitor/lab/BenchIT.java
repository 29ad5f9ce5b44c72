package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.lab.demo.Program;
import id.jipmonitor.lab.network.Enclosure;
import id.jipmonitor.lab.network.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark's command as a person runs it; no figure is judged, only that each contender did the work. */
class BenchIT {
    private static final long LONGEST_SECONDS = 200;

    @TempDir
    private Path directory;

    private String bench(String... words) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("bench"));
        arguments.addAll(List.of(words));
        List<String> command = Enclosure.javaCommand(LabMain.class, arguments);
        command.add(1, "-Djip.home=" + Path.of("..").toAbsolutePath().normalize());
        return Program.run("bench", command, directory.resolve("log"), LONGEST_SECONDS);
    }

    @Test
    void icmp_fewTargets_everyContenderAnswersAllAndTheLastLineHoldsTheMedians() throws IOException {
        List<String> lines = bench("icmp", "--rounds", "1", "--targets", "100", "--any-load")
                .lines()
                .toList();
        assertThat(lines.getLast())
                .startsWith("bench icmp: ")
                .contains("sweep_rounds=1", "burst_rounds=1", "sweep_jip_to_fping=", "sweep_jip_to_limit=")
                .contains("sweep_fping_lost=0", "sweep_jip_lost=0", "burst_jip_lost=0")
                .doesNotContain("NaN");
        assertThat(lines)
                .filteredOn(line -> line.contains("round 1:"))
                .hasSize(2)
                .allMatch(line -> line.contains("limit"));
    }

    @Test
    void accuracy_fewEchoes_bothAreHeldAgainstTheWire() throws IOException {
        Assumptions.assumeTrue(Enclosure.find().isPresent(), "this system gives no namespaces");
        String last = bench("accuracy", "--rounds", "1", "--echoes", "40")
                .lines()
                .toList()
                .getLast();
        assertThat(last)
                .startsWith("bench accuracy: rounds=1 echoes=40")
                .contains("idle_fping_p99_us=", "idle_jip_p99_us=", "busy_jip_p99_us=", "idle_fping_judged=1.000")
                .doesNotContain("NaN");
    }

    @Test
    void loss_agent_tellsWhatTheNetworkLost() throws IOException {
        Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "this user may open no TUN interface");
        String last = bench("loss", "--rounds", "1", "--targets", "100")
                .lines()
                .toList()
                .getLast();
        assertThat(last)
                .startsWith("bench loss: rounds=1 targets=100")
                .contains("far_jip_most_lost_percent=0.00", "far_fping_median_lost_percent=")
                .contains("dropped_jip_most_difference=0", "dropped_fping_most_difference=")
                .contains("steady_jip_lost=0", "steady_fping_lost=0");
    }

    @Test
    void snmp_fewPolls_everyContenderReadsAllInterfaces() throws IOException {
        Assumptions.assumeTrue(Enclosure.find().isPresent(), "this system gives no namespaces");
        String last = bench("snmp", "--rounds", "1", "--polls", "8", "--gets", "100", "--any-load")
                .lines()
                .toList()
                .getLast();
        assertThat(last)
                .startsWith("bench snmp: ")
                .contains("v2c_rounds=1", "v3_rounds=1", "get_rounds=1", "v2c_jip_to_exporter=", "get_jip_to_limit=")
                .contains("v2c_exporter_lost=0", "v2c_bulkwalk_lost=0", "v2c_jip_lost=0", "get_jip_lost=0")
                .contains("v3_exporter_lost=0", "v3_bulkwalk_lost=0", "v3_jip_lost=0", "get_limit_lost=0")
                .doesNotContain("NaN");
    }

    @Test
    void loss_tooFewTargets_isWrongUsage() {
        assertThatThrownBy(() -> bench("loss", "--targets", "99")).hasMessageContaining("Found: 2");
    }

    @Test
    void idle_oneWindow_wholeAgentDoesItsWorkMeanwhile() throws IOException {
        String last = bench("idle", "--rounds", "1", "--seconds", "10", "--warm-up", "10", "--targets", "100")
                .lines()
                .toList()
                .getLast();
        assertThat(last)
                .startsWith("bench idle: rounds=1 seconds=10 mixed_probes=220 mixed_cpu_percent=")
                .containsPattern("mixed_results_per_s=(1[89]|2[0-6])\\.")
                .containsPattern("echo_results_per_s=([89]|1[0-2])\\.");
    }

    @Test
    void tcp_fewTargets_everyContenderConnectsToAllAndTheLastLineHoldsTheMedians() throws IOException {
        String last = bench("tcp", "--rounds", "1", "--targets", "100", "--any-load")
                .lines()
                .toList()
                .getLast();
        assertThat(last)
                .startsWith("bench tcp: rounds=1 discarded=0")
                .contains("limit_lost=0", "blackbox_lost=0", "check_tcp_lost=0", "jip_lost=0")
                .contains("jip_to_blackbox=", "jip_to_limit=", "cpu_jip_to_blackbox=")
                .doesNotContain("NaN");
    }

    @Test
    void delivery_fewResults_reachEverySinkAndEveryAgentIsServed() throws IOException {
        String last = bench("delivery", "--rounds", "1", "--results", "4000", "--seconds", "5", "--agents", "20")
                .lines()
                .toList()
                .getLast();
        assertThat(last)
                .startsWith("bench delivery: rounds=1 results=4000")
                .contains("big_spool_bytes=", "big_wire_bytes=", "site_wire_bytes=", "site_spool_bytes=")
                .contains(
                        "discard_per_s=",
                        "embedded_per_s=",
                        "influx_per_s=",
                        "influx_jip_to_raw=",
                        "embedded_server_cpu_s_per_100k=")
                .contains("agents_20_mb=", "agents_20_unacknowledged=0.000")
                .doesNotContain("NaN");
    }

    @Test
    void store_fewResults_areTakenWeighedAndAsked() throws IOException {
        String last = bench("store", "--rounds", "1", "--results", "10000", "--questions", "3")
                .lines()
                .toList()
                .getLast();
        assertThat(last)
                .startsWith("bench store: rounds=1 results=10000")
                .contains("embedded_per_s=", "influx_per_s=", "raw_per_s=", "embedded_to_influx=")
                .contains("embedded_100000x10000_per_s=", "bytes_raw=", "open_after_kill_s=")
                .contains("day_of_link_p95_ms=", "overview_p95_ms=", "month_of_sites_p95_ms=")
                .doesNotContain("NaN");
    }

    @Test
    void bench_noName_listsWhatThereIs() throws IOException {
        assertThat(bench())
                .contains("icmp", "accuracy", "loss", "snmp", "idle", "tcp", "delivery", "store", "bench NAME --help");
    }

    @Test
    void icmp_help_namesItsOwnOptionsOnly() throws IOException {
        assertThat(bench("icmp", "--help")).contains("--rounds", "--targets").doesNotContain("--echoes", "--directory");
    }

    @Test
    void accuracy_optionOfAnother_isWrongUsage() {
        assertThatThrownBy(() -> bench("accuracy", "--targets", "10")).hasMessageContaining("Found: 2");
    }

    @Test
    void bench_unknownName_isWrongUsage() {
        assertThatThrownBy(() -> bench("xyz"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("expected exit 0. Found: 2");
        assertThat(directory.resolve("log"))
                .content()
                .contains("NAME: expected one of icmp, accuracy, loss, snmp, idle, tcp, delivery, store. Found: xyz");
    }

    @Test
    void bench_impossibleNumbers_areWrongUsage() {
        assertThatThrownBy(() -> bench("icmp", "--targets", "30001")).hasMessageContaining("Found: 2");
        assertThat(directory.resolve("log")).content().contains("--targets: expected 10 to 30000. Found: 30001");
        assertThatThrownBy(() -> bench("icmp", "--rounds", "0")).hasMessageContaining("Found: 2");
        assertThat(directory.resolve("log")).content().contains("--rounds: expected 1 to 100. Found: 0");
        assertThatThrownBy(() -> bench("tcp", "--targets", "10001")).hasMessageContaining("Found: 2");
        assertThat(directory.resolve("log")).content().contains("--targets: expected 1 to 10000. Found: 10001");
        assertThatThrownBy(() -> bench("delivery", "--results", "3999")).hasMessageContaining("Found: 2");
        assertThat(directory.resolve("log")).content().contains("--results: expected 4000 to 4000000. Found: 3999");
        assertThatThrownBy(() -> bench("delivery", "--agents", "12001")).hasMessageContaining("Found: 2");
        assertThat(directory.resolve("log")).content().contains("--agents: expected 10 to 12000. Found: 12001");
        assertThatThrownBy(() -> bench("accuracy", "--echoes", "30")).hasMessageContaining("Found: 2");
        assertThat(directory.resolve("log")).content().contains("a multiple of 20. Found: 30");
    }
}
