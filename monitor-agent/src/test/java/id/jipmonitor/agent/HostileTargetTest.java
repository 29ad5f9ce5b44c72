package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Probe;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.ProbeTypes;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.agent.probe.Trust;
import id.jipmonitor.agent.probe.snmp.SnmpCredentials;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Cidr;
import id.jipmonitor.protocol.settings.Secret;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Promise 8 of delivery: whatever a server assigns, the agent stays in its owner's blocks and under its owner's caps. */
@DisplayName("P8: no assignment leads out of the owner's blocks or past the owner's caps")
class HostileTargetTest {
    private static final Duration TMAX = Duration.ofSeconds(1);
    private static final int PACKETS = 50;
    private static final int PACKETS_IN_TOTAL = 500;
    private static final ProbeLimits ELSEWHERE = limits("10.0.0.0", 8);

    private final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, Agent.transport());
    private long now;

    @AfterEach
    void close() {
        var _ = eventLoops.shutdownGracefully();
    }

    @Test
    void targetOutsideTheBlocks_byEveryTypeAndSpelling_isNeverReached() throws Exception {
        try (ServerSocket outside = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
                ProbeTypes types = types(ELSEWHERE, new TrafficCaps(ELSEWHERE, () -> now))) {
            outside.setSoTimeout(200);
            for (ProbeSettings each : greediest(outside.getLocalPort())) {
                for (String target : List.of("127.0.0.1", "::ffff:127.0.0.1", "0:0:0:0:0:ffff:7f00:1", "localhost")) {
                    ProbeResult result = round(types, Specs.of(target, TMAX, each));

                    assertThat(result.outcome()).as(target + " " + each).isEqualTo(Outcome.SKIPPED);
                    assertThat(result.reason().cause()).isEqualTo(Cause.TARGET_NOT_ALLOWED);
                }
            }
            assertThat(reached(outside)).isFalse();
        }
    }

    @Test
    void manyNamesOfOneAddress_shareItsCaps() throws Exception {
        ProbeLimits local = limits("127.0.0.0", 8);
        try (ServerSocket target = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
                ProbeTypes types = types(local, new TrafficCaps(local, () -> now))) {
            ProbeSettings connect =
                    new ProbeSettings.Tcp(target.getLocalPort(), Optional.empty(), Optional.empty(), true);
            List<Outcome> outcomes = IntStream.range(0, 20)
                    .mapToObj(i -> "LOCALHOST".substring(0, i % 9) + "localhost".substring(i % 9))
                    .map(name -> round(types, Specs.of(name, TMAX, connect)).outcome())
                    .toList();

            assertThat(outcomes.subList(0, PACKETS / 6)).containsOnly(Outcome.RESPONDED);
            assertThat(outcomes.subList(PACKETS / 6, 20)).containsOnly(Outcome.SKIPPED);
        }
    }

    @Test
    void manySpellingsOfOneAddress_shareItsCaps() {
        TrafficCaps caps = new TrafficCaps(ELSEWHERE, () -> now);
        ProbeSettings echo = new ProbeSettings.Icmp(20, Duration.ofMillis(10), 16, 0, false, 64);
        List<String> spellings = List.of("fd00::1", "fd00:0:0:0:0:0:0:1", "FD00::0001", "fd00::0:1");

        assertThat(spellings.stream()
                        .filter(each -> caps.refuse(Specs.of(each, TMAX, echo)).isEmpty()))
                .as("20 of 50 packets a second, twice")
                .hasSize(2);
    }

    @Test
    void mostProbesOfEveryKind_forTenSeconds_stayUnderTheTotal() {
        for (ProbeSettings each : greediest(443)) {
            TrafficCaps caps = new TrafficCaps(ELSEWHERE, () -> now);
            double packets = 0;
            double bits = 0;
            for (int round = 0; round < 200_000; round++) {
                now += Duration.ofSeconds(10).toNanos() / 200_000;
                String target = "10.1." + (round / 250 % 250) + "." + round % 250;
                if (caps.refuse(Specs.of(target, TMAX, each)).isEmpty()) {
                    TrafficCaps.Charge charge = TrafficCaps.Charge.of(each);
                    packets += charge.packets();
                    bits += charge.bits();
                }
            }
            assertThat(packets).as(each.toString()).isBetween(1.0, 11.0 * PACKETS_IN_TOTAL);
            assertThat(bits).as(each.toString()).isLessThanOrEqualTo(11.0 * ELSEWHERE.bitsPerSecond());
        }
    }

    @Test
    void moreTargetsThanAreRemembered_giveNoneMoreThanItsShare() {
        ProbeLimits roomy = new ProbeLimits(ELSEWHERE.allowedTargets(), PACKETS, 1_000_000, 256_000, 100_000_000_000L);
        TrafficCaps caps = new TrafficCaps(roomy, () -> now);
        ProbeSettings echo = new ProbeSettings.Icmp(20, Duration.ofMillis(10), 16, 0, false, 64);
        int passed = 0;
        for (int i = 0; i < 120_000; i++) {
            var _ = caps.refuse(Specs.of("10." + i / 62_500 + "." + i / 250 % 250 + "." + i % 250, TMAX, echo));
            passed += i % 1_000 == 0
                            && caps.refuse(Specs.of("10.9.9.9", TMAX, echo)).isEmpty()
                    ? 1
                    : 0;
        }
        assertThat(passed).as("20 of 50 packets, all in one moment").isEqualTo(2);
    }

    /** What travels beside the headers is charged too: the longest text and the most identifiers that a reader lets pass. */
    @Test
    void longestTextsAndObjects_areCharged() {
        ProbeSettings.Tcp said = new ProbeSettings.Tcp(
                25, Optional.empty(), Optional.of(new ProbeSettings.Tcp.Banner("x".repeat(512), "y")), true);
        assertThat(TrafficCaps.Charge.of(said).bits()).isGreaterThan(8 * (512 + 6 * 74));
        String oid = "1.3" + ".4294967295".repeat(100);
        assertThat(TrafficCaps.Charge.of(get(oid)).bits()).isGreaterThan(60 * 8 * 5 * 100);
    }

    /** Of every kind that an assignment can ask for, the one that sends most. */
    private static List<ProbeSettings> greediest(int port) {
        List<ProbeSettings> all = List.of(
                new ProbeSettings.Icmp(20, Duration.ofMillis(10), 1_472, 63, true, 255),
                new ProbeSettings.Tcp(
                        port,
                        Optional.of(new ProbeSettings.Tcp.Tls(
                                ProbeSettings.Tcp.Tls.Start.SMTP, Optional.of("localhost"), false)),
                        Optional.of(new ProbeSettings.Tcp.Banner("x".repeat(512), "y")),
                        false),
                get("1.3.6.1.2.1.1.3.0"),
                new ProbeSettings.Path(64, 5, new ProbeSettings.Path.Syn(port)),
                new ProbeSettings.Path(64, 5, new ProbeSettings.Path.Echo(1_472)));
        assertThat(all.stream().map(Object::getClass).distinct())
                .as("a new kind of settings needs its greediest here")
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(ProbeSettings.class.getPermittedSubclasses()));
        return all;
    }

    private static ProbeSettings.Snmp get(String oid) {
        List<ProbeSettings.Snmp.NamedOid> oids = IntStream.range(0, 60)
                .mapToObj(i -> new ProbeSettings.Snmp.NamedOid("n" + i, oid))
                .toList();
        return new ProbeSettings.Snmp(ProbeSettings.Snmp.Facts.GET, 161, "cpe", List.of(), oids);
    }

    private static ProbeLimits limits(String block, int prefix) {
        return new ProbeLimits(
                List.of(new Cidr(InetAddress.ofLiteral(block), prefix)),
                PACKETS,
                PACKETS_IN_TOTAL,
                10_000_000,
                100_000_000);
    }

    private ProbeTypes types(ProbeLimits limits, TrafficCaps caps) {
        return ProbeTypes.open(new ProbeEnvironment(
                InstantSource.system(),
                System::nanoTime,
                eventLoops,
                Trust.system(),
                Map.of("cpe", new SnmpCredentials.Community(Secret.of("public"), SnmpCredentials.Walk.GETBULK)),
                limits,
                caps));
    }

    private static ProbeResult round(ProbeTypes types, ProbeSpec spec) {
        try (Probe probe = types.open(spec)) {
            return probe.run(Specs.round());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean reached(ServerSocket target) throws java.io.IOException {
        try (var _ = target.accept()) {
            return true;
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }
}
