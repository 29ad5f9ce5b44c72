package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.agent.probe.Trust;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Authentication;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.AuthenticationProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Privacy;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.PrivacyProtocol;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials.Walk;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.Facts;
import id.jipmonitor.protocol.assignment.ProbeSettings.Snmp.NamedOid;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Secret;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of protocols that the settings allow, and what becomes of a device's engine, against a real snmpd. */
class Snmpv3SecurityIT {
    private static final Duration TMAX = Duration.ofSeconds(8);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String AUTHENTICATION = "auth-passphrase";
    private static final String PRIVACY = "priv-passphrase";
    private static final String UNKNOWN_ENGINE_IDS = "1.3.6.1.6.3.15.1.1.4.0";

    @TempDir
    static Path folder;

    private static final EventLoopGroup LOOPS = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static SnmpPrograms programs;
    private static int port;

    private final List<SnmpProbeType> opened = new ArrayList<>();

    /** One user of the device; its name says its protocols. */
    record Pair(Optional<AuthenticationProtocol> authentication, Optional<PrivacyProtocol> privacy) {
        SnmpCredentials.User user(String authenticationSecret, String privacySecret) {
            return new SnmpCredentials.User(
                    toString(),
                    authentication.map(each -> new Authentication(each, Secret.of(authenticationSecret))),
                    privacy.map(each -> new Privacy(each, Secret.of(privacySecret))),
                    Walk.GETBULK);
        }

        /** The lines of snmpd.conf. */
        String lines() {
            String level = privacy.isPresent() ? "authpriv" : authentication.isPresent() ? "authnopriv" : "noauth";
            return "createUser " + this
                    + authentication
                            .map(each ->
                                    " " + each.name().replace("SHA_1", "SHA").replace('_', '-') + " \"" + AUTHENTICATION
                                            + '"')
                            .orElse("")
                    + privacy.map(each -> " "
                                    + each.name().replace("AES_128", "AES").replace('_', '-') + " \"" + PRIVACY + '"')
                            .orElse("")
                    + "\nrouser " + this + " " + level;
        }

        @Override
        public String toString() {
            return authentication.map(Enum::name).orElse("NONE")
                    + privacy.map(each -> "-" + each.name()).orElse("");
        }
    }

    static List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>(List.of(new Pair(Optional.empty(), Optional.empty())));
        for (AuthenticationProtocol each : AuthenticationProtocol.values()) {
            pairs.add(new Pair(Optional.of(each), Optional.empty()));
            for (PrivacyProtocol privacy : PrivacyProtocol.values()) {
                pairs.add(new Pair(Optional.of(each), Optional.of(privacy)));
            }
        }
        return pairs;
    }

    private static List<String> users() {
        return pairs().stream().map(Pair::lines).toList();
    }

    @BeforeAll
    static void startDevice() throws IOException, InterruptedException {
        programs = new SnmpPrograms(folder);
        port = SnmpPrograms.freePort();
        programs.snmpd(port, "persistent", users());
        Snmpv3SecurityIT ready = new Snmpv3SecurityIT();
        await().atMost(Duration.ofSeconds(30)).until(() -> ready.answersByCommunity(port));
        ready.closeTypes();
    }

    @AfterAll
    static void stopDevice() throws InterruptedException {
        programs.stop();
        var _ = LOOPS.shutdownGracefully();
    }

    @AfterEach
    void closeTypes() {
        opened.forEach(SnmpProbeType::close);
    }

    private SnmpProbeType type(SnmpCredentials.User user) {
        Map<String, SnmpCredentials> credentials = new HashMap<>();
        credentials.put("v2c", new SnmpCredentials.Community(Secret.of("jip-read"), Walk.GETBULK));
        credentials.put("v3", user);
        SnmpProbeType type = new SnmpProbeType(new ProbeEnvironment(
                InstantSource.system(), System::nanoTime, LOOPS, Trust.system(), credentials, Specs.UNLIMITED));
        opened.add(type);
        return type;
    }

    private static Probe probe(SnmpProbeType type, String credentials, int devicePort, NamedOid... objects) {
        return probe(type, credentials, devicePort, TMAX, objects);
    }

    private static Probe probe(
            SnmpProbeType type, String credentials, int devicePort, Duration waitingTime, NamedOid... objects) {
        Facts facts = objects.length == 0 ? Facts.SYSTEM : Facts.GET;
        return type.open(Specs.of(
                "127.0.0.1",
                waitingTime,
                new ProbeSettings.Snmp(facts, devicePort, credentials, List.of(), List.of(objects))));
    }

    private ProbeResult run(SnmpCredentials.User user) throws InterruptedException {
        try (Probe probe = probe(type(user), "v3", port)) {
            return probe.run(Specs.round());
        }
    }

    private boolean answersByCommunity(int devicePort) throws InterruptedException {
        try (Probe probe = probe(type(pairs().getFirst().user("", "")), "v2c", devicePort)) {
            return probe.run(Specs.round()).outcome() == Outcome.RESPONDED;
        }
    }

    private static void assertFacts(ProbeResult result) {
        assertThat(result.outcome()).as(result.reason().toString()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.reason().cause()).as(result.reason().toString()).isEqualTo(Cause.NONE);
        assertThat(result.measure(Metric.SYS_UP_TIME_SECONDS)).isPresent();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void pair_ofProtocolsThatTheSettingsAllow_tellsFacts(Pair pair) throws InterruptedException {
        assertFacts(run(pair.user(AUTHENTICATION, PRIVACY)));
    }

    @ParameterizedTest
    @EnumSource
    void authenticationPassphrase_wrong_deviceIsAliveAndRefuses(AuthenticationProtocol protocol)
            throws InterruptedException {
        ProbeResult result = run(new Pair(Optional.of(protocol), Optional.empty()).user("another-passphrase", PRIVACY));

        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.reason().cause()).isEqualTo(Cause.SNMP_ERROR);
        assertThat(result.reason().detail())
                .isEqualTo("report: wrong digest; check authentication protocol and passphrase");
    }

    @ParameterizedTest
    @EnumSource
    void privacyPassphrase_wrong_deviceIsAliveAndRefuses(PrivacyProtocol protocol) throws InterruptedException {
        Pair pair = new Pair(Optional.of(AuthenticationProtocol.SHA_256), Optional.of(protocol));

        ProbeResult result;
        try (Probe probe = probe(type(pair.user(AUTHENTICATION, "another-passphrase")), "v3", port, SHORT)) {
            result = probe.run(Specs.round());
        }

        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.reason().cause()).isEqualTo(Cause.SNMP_ERROR);
        assertThat(result.reason().detail()).contains("check").contains("passphrase");
    }

    @Test
    void user_unknown_deviceIsAliveAndRefuses() throws InterruptedException {
        ProbeResult result = run(new SnmpCredentials.User("nobody", Optional.empty(), Optional.empty(), Walk.GETBULK));

        assertThat(result.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(result.reason().detail()).isEqualTo("report: unknown user name");
    }

    private static double counted(Probe counter) throws InterruptedException {
        ProbeResult result = counter.run(Specs.round());
        assertThat(result.measures()).as(result.reason().toString()).hasSize(3);
        return result.measures().getLast().value();
    }

    @Test
    void engine_ofADeviceWithManyProbes_isDiscoveredOnce() throws Exception {
        SnmpProbeType type = type(strong());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Probe counter = probe(type, "v2c", port, new NamedOid("discoveries", UNKNOWN_ENGINE_IDS))) {
            double before = counted(counter);
            List<Callable<ProbeResult>> rounds = Stream.generate(() -> probe(type, "v3", port))
                    .limit(10)
                    .<Callable<ProbeResult>>map(each -> () -> each.run(Specs.round()))
                    .toList();

            for (int time = 0; time < 2; time++) {
                for (Future<ProbeResult> each : threads.invokeAll(rounds)) {
                    assertFacts(each.get());
                }
            }

            assertThat(counted(counter) - before).isEqualTo(1);
        }
    }

    private static SnmpCredentials.User strong() {
        return new Pair(Optional.of(AuthenticationProtocol.SHA_256), Optional.of(PrivacyProtocol.AES_128))
                .user(AUTHENTICATION, PRIVACY);
    }

    private void afterChange(List<String> first, List<String> second, String... states) throws Exception {
        int own = SnmpPrograms.freePort();
        try (Probe probe = probe(type(strong()), "v3", own)) {
            for (String state : Arrays.copyOf(states, states.length - 1)) {
                Process former = programs.snmpd(own, state, first);
                await().atMost(Duration.ofSeconds(30)).until(() -> answersByCommunity(own));
                assertFacts(probe.run(Specs.round()));
                SnmpPrograms.stop(former);
            }
            Process latter = programs.snmpd(own, states[states.length - 1], second);
            await().atMost(Duration.ofSeconds(30)).until(() -> answersByCommunity(own));

            assertFacts(probe.run(Specs.round()));
            SnmpPrograms.stop(latter);
        }
    }

    @Test
    void device_restarted_tellsFactsInTheNextRound() throws Exception {
        afterChange(users(), users(), "restarted", "restarted");
    }

    @Test
    void device_replacedByOneWithAnotherEngine_tellsFactsInTheNextRound() throws Exception {
        afterChange(users(), users(), "old-device", "new-device");
    }

    @Test
    void device_replacedByOneWithTheSameEngine_isResynchronised() throws Exception {
        List<String> lines = new ArrayList<>(users());
        lines.add("engineID same-in-both");

        afterChange(lines, lines, "more-boots", "more-boots", "more-boots", "fewer-boots");
    }
}
