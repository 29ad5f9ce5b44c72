package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.agent.probe.SelfTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What can be opened and reaches nothing is passed over for the next way, and the operator is told why. */
class LoopbackTrialTest {
    private final List<EchoEngine> engines = new ArrayList<>();

    private EchoLadder.Step deaf() {
        EchoEngine engine = new EchoEngine(
                        new DeafEchoSocket(), new EchoIdentities.Drawn(new Random(1)), System::nanoTime, new Random(2))
                .started();
        engines.add(engine);
        return new EchoLadder.Step(new SelfTest(true, "datagram socket", "id", "en"), engine);
    }

    @Test
    void step_withoutAnAnswerOfLoopback_isClosedAndSaysWhatToLookAt() {
        assertThatThrownBy(() -> LoopbackTrial.passed(deaf()))
                .isInstanceOf(EchoFailure.class)
                .hasMessage("datagram socket: an echo to loopback had no answer within 1 s; look at the firewall");
        assertThat(engines).allMatch(EchoEngine::broken);
    }

    @Test
    void ladder_whoseFirstWayIsDeaf_takesTheNext() {
        EchoLadder.Step next = new EchoLadder.Step(new SelfTest(true, "raw socket", "id", "en"), deaf().source());
        EchoLadder ladder = new EchoLadder(List.of(() -> LoopbackTrial.passed(deaf()), () -> next), "/usr/bin/java");

        assertThat(ladder.climb().selfTest().mode()).isEqualTo("raw socket");
        engines.forEach(EchoEngine::close);
    }

    @Test
    void ladder_whoseWaysAreAllDeaf_tellsEachOfThem() {
        EchoLadder ladder = new EchoLadder(List.of(() -> LoopbackTrial.passed(deaf())), "/usr/bin/java");

        EchoLadder.Step none = ladder.climb();

        assertThat(none.selfTest().works()).isFalse();
        assertThat(none.selfTest().english())
                .endsWith("Found: datagram socket: an echo to loopback had no answer within 1 s; look at the firewall");
    }
}
