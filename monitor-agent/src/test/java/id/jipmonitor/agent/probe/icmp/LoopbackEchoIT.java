package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.SelfTest;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real echoes to this host, by whichever way it permits. */
class LoopbackEchoIT {
    private final EchoLadder.Step step = EchoLadder.ofThisHost(System::nanoTime).climb();

    private EchoReport exchange(String target, EchoBurst burst) throws Exception {
        Assumptions.assumeTrue(step.selfTest().works(), step.selfTest().english());
        return step.source()
                .exchange(new EchoOrder(
                        new EchoSession(false),
                        false,
                        InetAddress.ofLiteral(target),
                        burst,
                        Duration.ofSeconds(1),
                        RoundTrace.NONE));
    }

    private static EchoBurst burst(int count, int payloadBytes) {
        return EchoBurst.of(new ProbeSettings.Icmp(count, Duration.ofMillis(10), payloadBytes, 10, true, 3));
    }

    @AfterEach
    void close() {
        step.source().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void loopback_burst_isAnsweredWithKernelTimesOfBothEnds(String target) throws Exception {
        EchoReport report = exchange(target, burst(5, 56));

        assertThat(report.roundTrips()).hasSize(5);
        assertThat(report.corrupt() + report.duplicates() + report.late()).isZero();
        if (!step.selfTest().mode().equals("system ping")) {
            assertThat(report.quality()).isEqualTo(TimestampQuality.KERNEL);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 1_472})
    void loopback_anyPayload_isAnswered(int payloadBytes) throws Exception {
        assertThat(exchange("127.0.0.1", burst(2, payloadBytes)).roundTrips()).hasSize(2);
    }

    @Test
    void manySessions_atOnce_areAllAnswered() throws Exception {
        Assumptions.assumeTrue(
                step.source() instanceof EchoEngine, step.selfTest().english());
        EchoEngine engine = (EchoEngine) step.source();
        List<EchoRound> rounds = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rounds.add(engine.submit(new EchoOrder(
                    new EchoSession(false),
                    false,
                    InetAddress.ofLiteral("127.0.0." + (1 + i % 200)),
                    burst(5, 56),
                    Duration.ofSeconds(2),
                    RoundTrace.NONE)));
        }

        assertThat(rounds)
                .allSatisfy(round -> assertThat(round.report.get().roundTrips()).hasSize(5));
    }

    @Test
    void selfTest_always_namesItsMode() {
        SelfTest selfTest = step.selfTest();

        assertThat(selfTest.mode()).isIn("datagram socket", "raw socket", "system ping", "none");
        assertThat(selfTest.english()).contains("ICMP");
        assertThat(selfTest.indonesian()).contains("ICMP");
    }
}
