package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeContract;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Authentication;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.AuthenticationProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Privacy;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.PrivacyProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Walk;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.NamedOid;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Secret;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SNMP keeps the probe contract against a real snmpd, in v2c and v3. */
class SnmpProbeIT extends ProbeContract {
    private static final Duration TMAX = Duration.ofSeconds(4);
    private static final Duration SHORT = Duration.ofMillis(800);

    @TempDir
    static Path folder;

    private static SnmpPrograms programs;
    private static DatagramSocket deaf;
    private static int port;

    @BeforeAll
    static void startDevice() throws IOException {
        programs = new SnmpPrograms(folder);
        port = programs.snmpd();
        deaf = SnmpPrograms.deaf();
        SnmpProbeIT ready = new SnmpProbeIT();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ready.run(ready.answering()).outcome() == Outcome.RESPONDED);
        ready.shutDown();
    }

    private void shutDown() {
        var _ = eventLoops.shutdownGracefully();
    }

    @AfterAll
    static void stopDevice() throws InterruptedException {
        deaf.close();
        programs.stop();
    }

    private static SnmpCredentials user(String passphrase) {
        return new SnmpCredentials.User(
                "jip",
                Optional.of(new Authentication(AuthenticationProtocol.SHA_256, Secret.of(passphrase))),
                Optional.of(new Privacy(PrivacyProtocol.AES_128, Secret.of("priv-passphrase"))),
                Walk.GETBULK);
    }

    private static ProbeSpec spec(Facts facts, int devicePort, String credentials, Duration waitingTime) {
        List<NamedOid> oids =
                List.of(new NamedOid("uptime", "1.3.6.1.2.1.1.3.0"), new NamedOid("nothing", "1.3.6.1.2.1.1.99.0"));
        return Specs.of(
                "127.0.0.1", waitingTime, new ProbeSettings.Snmp(facts, devicePort, credentials, List.of(), oids));
    }

    @Override
    protected Map<String, SnmpCredentials> credentials() {
        return Map.of(
                "v2c", new SnmpCredentials.Community(Secret.of("jip-read"), Walk.GETBULK),
                "v3", user("auth-passphrase"),
                "v3-wrong", user("another-passphrase"));
    }

    @Override
    protected ProbeType type(ProbeEnvironment environment) {
        return new SnmpProbeType(environment);
    }

    @Override
    protected ProbeSpec answering() {
        return spec(Facts.SYSTEM, port, "v2c", TMAX);
    }

    @Override
    protected ProbeSpec silent() {
        return spec(Facts.SYSTEM, deaf.getLocalPort(), "v2c", SHORT);
    }

    @Override
    protected Duration longestRound() {
        return SHORT;
    }

    @Override
    protected ProbeResult runWithoutResources() throws InterruptedException {
        return run(spec(Facts.SYSTEM, port, "nobody-wrote-these", TMAX));
    }

    @Test
    void device_silent_isUnreachableByTimeout() throws InterruptedException {
        ProbeResult result = run(silent());

        assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(result.reason().cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(result.reason().detail()).contains("GET of 2 objects from 1.3.6.1.2.1.1.3.0");
    }

    @Test
    void device_silentInVersion3_isUnreachableByTimeout() throws InterruptedException {
        ProbeResult result = run(spec(Facts.SYSTEM, deaf.getLocalPort(), "v3", SHORT));

        assertThat(result.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(result.reason().cause()).isEqualTo(Cause.TIMEOUT);
    }

    @Test
    void system_version3AuthPriv_tellsUptime() throws InterruptedException {
        ProbeResult result = run(spec(Facts.SYSTEM, port, "v3", TMAX));

        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measure(Metric.SYS_UP_TIME_SECONDS)).isPresent();
        assertThat(result.measure(Metric.SNMP_SECONDS)).isPresent();
    }

    @Test
    void passphrase_wrong_deviceIsAliveAndRefuses() throws InterruptedException {
        ProbeResult result = run(spec(Facts.SYSTEM, port, "v3-wrong", TMAX));

        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.reason().cause()).isEqualTo(Cause.SNMP_ERROR);
        assertThat(result.reason().detail()).containsIgnoringCase("check").contains("passphrase");
    }

    @Test
    void device_stopsAfterVersion3Round_isUnreachable(@TempDir Path other) throws Exception {
        SnmpPrograms second = new SnmpPrograms(other);
        ProbeType type = opened(Specs.UNLIMITED);
        try (Probe probe = type.open(spec(Facts.SYSTEM, second.snmpd(), "v3", TMAX))) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> probe.run(Specs.round()).outcome() == Outcome.RESPONDED);
            second.stop();

            assertThat(probe.run(Specs.round()).outcome()).isEqualTo(Outcome.UNREACHABLE);
        } finally {
            second.stop();
        }
    }

    @Test
    void get_named_tellsNumbersAndWhatIsMissing() throws InterruptedException {
        ProbeResult result = run(spec(Facts.GET, port, "v2c", TMAX));

        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.measures())
                .filteredOn(each -> each.metric() == Metric.SNMP_VALUE)
                .extracting(Measure::instance)
                .containsExactly("uptime");
        assertThat(result.reason().detail()).isEqualTo("expected numbers. Found none for: nothing");
    }

    @Test
    void interfaces_secondRound_hasRates() throws InterruptedException {
        ProbeType type = opened(Specs.UNLIMITED);
        try (Probe probe = type.open(spec(Facts.INTERFACES, port, "v2c", TMAX))) {
            ProbeResult first = probe.run(Specs.round());
            assertThat(first.outcome()).as(first.reason().toString()).isEqualTo(Outcome.RESPONDED);
            assertThat(first.measures())
                    .contains(
                            new Measure(Metric.IF_OPER_STATUS, "lo", 1), new Measure(Metric.IF_ADMIN_STATUS, "lo", 1));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(probe.run(Specs.round()).measures())
                            .anyMatch(each -> each.metric() == Metric.IF_IN_BITS_PER_SECOND
                                    && each.instance().equals("lo")));
        }
    }

    @Test
    void device_live_endsItsRoundWhile1000SilentOnesAreUnderWay() throws Exception {
        ProbeType type = opened(Specs.UNLIMITED);
        CountDownLatch begun = new CountDownLatch(1_000);
        try (DatagramSocket everywhere = new DatagramSocket(0);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ProbeResult>> silent = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                String target = "127.1." + i / 250 + "." + (i % 250 + 1);
                String credentials = i % 2 == 0 ? "v2c" : "v3";
                ProbeSpec spec = spec(Facts.SYSTEM, everywhere.getLocalPort(), credentials, Duration.ofMinutes(1));
                Probe probe = type.open(at(spec, target));
                silent.add(threads.submit(() -> {
                    begun.countDown();
                    return probe.run(Specs.round());
                }));
            }
            begun.await();

            for (String credentials : List.of("v2c", "v3")) {
                try (Probe live = type.open(spec(Facts.INTERFACES, port, credentials, Duration.ofSeconds(30)))) {
                    ProbeResult result = live.run(Specs.round());

                    assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
                    assertThat(result.reason().cause()).isEqualTo(Cause.NONE);
                }
            }
            assertThat(silent).noneMatch(Future::isDone);
            threads.shutdownNow();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        try (Probe live = type.open(answering())) {
            assertThat(live.run(Specs.round()).outcome())
                    .as("after 1,000 interrupted rounds")
                    .isEqualTo(Outcome.RESPONDED);
        }
    }
}
