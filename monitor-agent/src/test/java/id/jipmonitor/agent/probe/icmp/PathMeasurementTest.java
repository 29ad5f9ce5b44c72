package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.SelfTest;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.agent.probe.TargetResolver;
import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds through the engine over chains of routers, in virtual time. */
class PathMeasurementTest {
    private static final String TARGET = "192.0.2.7";
    private static final Duration TMAX = Duration.ofSeconds(1);
    private static final String SILENT = "";

    private final FakeEchoSocket network = new FakeEchoSocket();
    private final EchoEngine engine =
            new EchoEngine(network, new EchoIdentities.Drawn(new Random(7)), () -> network.now, new Random(11));
    private final TargetResolver resolver = Specs.anywhere();
    private Duration took = Duration.ZERO;
    private final List<String> told = new ArrayList<>();
    private final RoundTrace trace = (indonesian, english) -> told.add(indonesian + " | " + english);

    @AfterEach
    void close() {
        resolver.close();
    }

    /** Turns the engine itself until the round has its report. */
    private final class Turning implements EchoSource {
        private final boolean tellsHops;

        Turning(boolean tellsHops) {
            this.tellsHops = tellsHops;
        }

        @Override
        public EchoReport exchange(EchoOrder order) {
            long before = network.now;
            EchoRound round = engine.submit(order);
            var _ = round.report.thenRun(() -> took = took.plusNanos(network.now - before));
            for (int turns = 0; turns < 10_000 && !round.report.isDone(); turns++) {
                engine.turn();
            }
            return round.report.join();
        }

        @Override
        public boolean tellsHops() {
            return tellsHops;
        }

        @Override
        public void forget(EchoSession session) {
            engine.forget(session);
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public boolean broken() {
            return false;
        }

        @Override
        public void close() {}
    }

    private PathMeasurement measurement(String target, int maxHops, boolean tellsHops) {
        EchoLadder.Rung rung =
                () -> new EchoLadder.Step(new SelfTest(true, "virtual", "maya", "virtual"), new Turning(tellsHops));
        ProbeSettings.Path settings = new ProbeSettings.Path(maxHops, 2, new ProbeSettings.Path.Echo(56));
        Echoes echoes = new Echoes(new EchoLadder(List.of(rung), "/usr/bin/java"));
        return new PathMeasurement(
                Specs.of(target, TMAX, settings), settings, resolver, new EchoHops(echoes, 56, 2, TMAX));
    }

    private Verdict measure(PathMeasurement measurement) throws InterruptedException {
        return measurement.measure(new Round(Instant.EPOCH, network.now, trace));
    }

    /** The target lies behind these routers, each 10 ms farther away than the one before it. */
    private void routers(String... addresses) {
        network.withFarEnd((request, net) -> {
            int hop = request.timeToLive();
            Duration delay = Duration.ofMillis(10L * Math.min(hop, addresses.length + 1));
            if (hop > addresses.length) {
                net.comes(delay, request.target(), FakeEchoSocket.replyTo(request));
            } else if (!addresses[hop - 1].isEmpty()) {
                InetAddress router = InetAddress.ofLiteral(addresses[hop - 1]);
                boolean ipv6 = addresses[hop - 1].contains(":");
                net.comes(delay, router, FakeEchoSocket.errorAbout(request, ipv6 ? 3 : 11, 0));
            }
        });
    }

    private static String[] farRouters(int count) {
        String[] addresses = new String[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = "10.0.0." + (i + 1);
        }
        return addresses;
    }

    private static Measure hop(String instance, double seconds) {
        return new Measure(Metric.PATH_HOP_RTT_SECONDS, instance, seconds);
    }

    private static Measure loss(String instance, double ratio) {
        return new Measure(Metric.PATH_HOP_LOSS_RATIO, instance, ratio);
    }

    @Test
    void path_oneRouterSilent_listsTheOthersWithTheirTimes() throws InterruptedException {
        routers("10.0.0.1", SILENT, "10.0.0.3");

        Verdict verdict = measure(measurement(TARGET, 30, true));

        assertThat(verdict.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(verdict.timestampQuality()).isEqualTo(TimestampQuality.KERNEL_RECEIVE);
        assertThat(verdict.measures())
                .containsExactly(
                        Measure.of(Metric.PATH_HOPS, 4),
                        Measure.of(Metric.PATH_CHANGED, 0),
                        hop("1 10.0.0.1", 0.01),
                        loss("1 10.0.0.1", 0),
                        hop("3 10.0.0.3", 0.03),
                        loss("3 10.0.0.3", 0),
                        hop("4 192.0.2.7", 0.04),
                        loss("4 192.0.2.7", 0));
        assertThat(told)
                .containsExactly(
                        "Menanyai lompatan dengan echo ICMP, 56 byte | Asking hops by ICMP echo, 56 bytes",
                        "Lompatan 1: 10.0.0.1 10.000 ms 10.000 ms | Hop 1: 10.0.0.1 10.000 ms 10.000 ms",
                        "Lompatan 2: * * | Hop 2: * *",
                        "Lompatan 3: 10.0.0.3 30.000 ms 30.000 ms | Hop 3: 10.0.0.3 30.000 ms 30.000 ms",
                        "Lompatan 4: 192.0.2.7 40.000 ms 40.000 ms | Hop 4: 192.0.2.7 40.000 ms 40.000 ms");
    }

    @Test
    void path_ipv6_isFoundLikewise() throws InterruptedException {
        routers("2001:db8::1", "2001:db8::2");

        assertThat(measure(measurement("2001:db8::7", 30, true)).measures())
                .contains(Measure.of(Metric.PATH_HOPS, 3), hop("2 2001:db8:0:0:0:0:0:2", 0.02));
    }

    @Test
    void path_longerThanAWindow_asksOnUntilTheTarget() throws InterruptedException {
        routers(farRouters(9));

        Verdict verdict = measure(measurement(TARGET, 30, true));

        assertThat(verdict.measures()).contains(Measure.of(Metric.PATH_HOPS, 10), hop("9 10.0.0.9", 0.09));
        assertThat(network.sent).as("two windows of 8 hops, 2 requests each").hasSize(2 * 8 * 2);
    }

    @Test
    void path_window_asksEachHopOnceBeforeAnyAgain() throws InterruptedException {
        routers("10.0.0.1");

        measure(measurement(TARGET, 3, true));

        assertThat(network.sent).extracting(EchoSocket.Request::timeToLive).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void path_longerThanMaxHops_isUnreachableByTimeout() throws InterruptedException {
        routers(farRouters(12));

        Verdict verdict = measure(measurement(TARGET, 10, true));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(verdict.reason().detail()).isEqualTo("10 hops asked; the last that answered: 10 10.0.0.10");
        assertThat(network.sent).extracting(EchoSocket.Request::timeToLive).allMatch(each -> each <= 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void path_nothingAnswers_takesAsLongAsPromised(int maxHops) throws InterruptedException {
        Verdict verdict = measure(measurement(TARGET, maxHops, true));

        assertThat(verdict.reason().cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(took)
                .isEqualTo(new ProbeSettings.Path(maxHops, 2, new ProbeSettings.Path.Echo(56)).longestRound(TMAX));
    }

    @Test
    void path_routerSaysHostUnreachable_endsThere() throws InterruptedException {
        InetAddress first = InetAddress.ofLiteral("10.0.0.1");
        InetAddress second = InetAddress.ofLiteral("10.0.0.2");
        network.withFarEnd((request, net) -> net.comes(
                Duration.ofMillis(5),
                request.timeToLive() == 1 ? first : second,
                FakeEchoSocket.errorAbout(
                        request, request.timeToLive() == 1 ? 11 : 3, request.timeToLive() == 1 ? 0 : 1)));

        Verdict verdict = measure(measurement(TARGET, 30, true));

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.NO_ROUTE);
        assertThat(verdict.reason().detail()).isEqualTo("host unreachable (ICMP 3/1) from 10.0.0.2");
        assertThat(told)
                .hasSize(3)
                .last()
                .asString()
                .endsWith("Hop 2: 10.0.0.2 5.000 ms 5.000 ms, host unreachable (ICMP 3/1) from 10.0.0.2");
    }

    @Test
    void path_routeChanges_isToldOnceAndRemembered() throws InterruptedException {
        PathMeasurement measurement = measurement(TARGET, 30, true);
        List<Double> changed = new ArrayList<>();
        for (String second : List.of("10.0.0.2", "10.0.0.2", "10.0.1.2", SILENT, "10.0.0.2")) {
            routers("10.0.0.1", second);
            changed.add(changed(measure(measurement)));
        }

        assertThat(changed).as("a gap hides what came before it").containsExactly(0.0, 0.0, 1.0, 0.0, 0.0);
    }

    @Test
    void path_targetNotReached_isComparedAndNotRemembered() throws InterruptedException {
        PathMeasurement measurement = measurement(TARGET, 2, true);
        routers("10.0.0.1");
        measure(measurement);
        routers("10.0.0.9", "10.0.0.2");

        assertThat(changed(measure(measurement))).isEqualTo(1);
        assertThat(changed(measure(measurement))).isEqualTo(1);
    }

    private static double changed(Verdict verdict) {
        return verdict.measures().stream()
                .filter(each -> each.metric() == Metric.PATH_CHANGED)
                .mapToDouble(Measure::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void path_kernelRefusesToSend_isBlind() throws InterruptedException {
        network.nextError = Errno.ENETUNREACH;
        network.errorsLeft = 16;

        Verdict verdict = measure(measurement(TARGET, 30, true));

        assertThat(verdict.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.SOCKET_ERROR);
        assertThat(verdict.reason().detail()).startsWith("0 of 16 requests left this host. ENETUNREACH");
    }

    @Test
    void path_byThePingCommand_isBlindWithTheRemedy() throws InterruptedException {
        Verdict verdict = measure(measurement(TARGET, 30, false));

        assertThat(verdict.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.NOT_PERMITTED);
        assertThat(verdict.reason().detail()).contains("sysctl -w net.ipv4.ping_group_range");
        assertThat(network.sent).isEmpty();
    }
}
