package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.agent.probe.Trust;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Walk;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Secret;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Walks of five makers' devices and one written by hand, played by snmpsimd. */
class RecordedDevicesIT {
    private static final List<String> DEVICES =
            List.of("cisco-c3560", "huawei-s5720", "ubiquiti-m5", "vyatta-router", "zte-zxr10-5250", "bgp-router");

    @TempDir
    static Path folder;

    private static SnmpPrograms programs;
    private static SnmpProbeType type;
    private static int port;

    @BeforeAll
    static void startDevices() throws IOException {
        programs = new SnmpPrograms(folder);
        port = programs.snmpsimd();
        Map<String, SnmpCredentials> credentials = new HashMap<>();
        DEVICES.forEach(name -> credentials.put(name, new SnmpCredentials.Community(Secret.of(name), Walk.GETBULK)));
        credentials.put("by-getnext", new SnmpCredentials.Community(Secret.of("bgp-router"), Walk.GETNEXT));
        type = new SnmpProbeType(new ProbeEnvironment(
                InstantSource.system(),
                System::nanoTime,
                new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()),
                Trust.system(),
                credentials,
                Specs.UNLIMITED));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run(Facts.SYSTEM, "ubiquiti-m5", port, Duration.ofSeconds(1))
                                .outcome()
                        == Outcome.RESPONDED);
    }

    @AfterAll
    static void stopDevices() throws InterruptedException {
        type.close();
        programs.stop();
    }

    private static ProbeResult run(Facts facts, String device, int devicePort, Duration waitingTime)
            throws InterruptedException {
        var settings = new ProbeSettings.Snmp(facts, devicePort, device, List.of(), List.of());
        try (Probe probe = type.open(Specs.of("127.0.0.1", waitingTime, settings))) {
            return probe.run(Specs.round());
        }
    }

    private static Stream<String> instances(ProbeResult result, Metric metric) {
        return result.measures().stream()
                .filter(each -> each.metric() == metric)
                .map(Measure::instance);
    }

    @ParameterizedTest
    @CsvSource({
        "cisco-c3560, Vl1, if_hc_in_octets_total",
        "huawei-s5720, Console9/0/0, if_hc_in_octets_total",
        "ubiquiti-m5, eth0, if_in_octets_total",
        "vyatta-router, eth0, if_hc_in_octets_total",
        "zte-zxr10-5250, 1/1, if_hc_in_octets_total"
    })
    void device_interfaces_areKeyedByNameWithTheWidestCounters(String device, String name, String counter)
            throws InterruptedException {
        ProbeResult result = run(Facts.INTERFACES, device, port, Duration.ofSeconds(30));

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(instances(result, Metric.IF_OPER_STATUS)).contains(name).doesNotHaveDuplicates();
        assertThat(instances(result, Metric.named(counter).orElseThrow())).contains(name);
        assertThat(instances(result, Metric.IF_IN_BITS_PER_SECOND)).isEmpty();
    }

    @Test
    void device_bgp_tellsEveryPeerAndWhichAreDown() throws InterruptedException {
        ProbeResult result = run(Facts.BGP, "bgp-router", port, Duration.ofSeconds(30));

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.reason().cause()).isEqualTo(Cause.NONE);
        assertThat(instances(result, Metric.BGP_PEER_STATE))
                .containsExactly("10.35.0.2", "10.35.0.6", "10.35.0.10", "10.35.128.1");
        assertThat(result.measures())
                .contains(
                        new Measure(Metric.BGP_PEER_STATE, "10.35.0.10", 3),
                        new Measure(Metric.BGP_PEER_ADMIN_STATUS, "10.35.0.6", 1),
                        new Measure(Metric.BGP_PEER_ESTABLISHED_TRANSITIONS_TOTAL, "10.35.0.10", 9),
                        new Measure(Metric.BGP_PEER_ESTABLISHED_SECONDS, "10.35.0.2", 86_400),
                        new Measure(Metric.BGP_PEER_IN_UPDATES_TOTAL, "10.35.0.2", 120),
                        new Measure(Metric.BGP_PEER_OUT_UPDATES_TOTAL, "10.35.0.2", 35),
                        Measure.of(Metric.BGP_PEERS_DOWN, 1));
    }

    @Test
    void device_byGetnext_tellsTheSameInMoreMessages() throws InterruptedException {
        ProbeResult bulk = run(Facts.BGP, "bgp-router", port, Duration.ofSeconds(30));
        ProbeResult next = run(Facts.BGP, "by-getnext", port, Duration.ofSeconds(30));

        assertThat(facts(next)).containsExactlyInAnyOrderElementsOf(facts(bulk));
        assertThat(bulk.measure(Metric.SNMP_PDUS)).hasValue(2);
        assertThat(next.measure(Metric.SNMP_PDUS)).hasValue(9);
    }

    @Test
    void datagram_lostDuringGetnext_isAskedAgain() throws Exception {
        try (LossyRelay relay = new LossyRelay(port, 4)) {
            ProbeResult result = run(Facts.BGP, "by-getnext", relay.port(), Duration.ofSeconds(4));

            assertThat(result.reason().cause()).as(result.reason().toString()).isEqualTo(Cause.NONE);
            assertThat(result.measure(Metric.SNMP_PDUS)).hasValue(10);
            assertThat(instances(result, Metric.BGP_PEER_OUT_UPDATES_TOTAL)).hasSize(4);
        }
    }

    private static List<Measure> facts(ProbeResult result) {
        return result.measures().stream()
                .filter(each -> each.metric().metricName().startsWith("bgp_"))
                .toList();
    }

    @Test
    void device_withoutBgp_saysThatThereAreNoPeers() throws InterruptedException {
        ProbeResult result = run(Facts.BGP, "ubiquiti-m5", port, Duration.ofSeconds(30));

        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.reason().detail()).isEqualTo("bgpPeerTable: no peers");
    }

    @Test
    void device_silent_delaysNoOther() throws Exception {
        try (DatagramSocket deaf = SnmpPrograms.deaf();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<ProbeResult>> silent = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                silent.add(() -> run(Facts.SYSTEM, "ubiquiti-m5", deaf.getLocalPort(), Duration.ofSeconds(8)));
            }
            List<Future<ProbeResult>> waiting =
                    silent.stream().map(threads::submit).toList();

            ProbeResult result = run(Facts.SYSTEM, "vyatta-router", port, Duration.ofSeconds(6));

            assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
            assertThat(waiting).noneMatch(Future::isDone);
            threads.shutdownNow();
        }
    }
}
