package id.jipmonitor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.Specs;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficCapsTest {
    /** Those of the agent.yaml that is shipped. */
    private static final ProbeLimits USUAL =
            new ProbeLimits(Specs.UNLIMITED.allowedTargets(), 50, 5_000, 256_000, 10_000_000);

    private long now;
    private final TrafficCaps caps = new TrafficCaps(USUAL, () -> now);

    private static ProbeSpec path(int maxHops, int payloadBytes) {
        return Specs.of(
                "10.0.0.1",
                Duration.ofSeconds(2),
                new ProbeSettings.Path(maxHops, 2, new ProbeSettings.Path.Echo(payloadBytes)));
    }

    @Test
    void path_ofUsualLength_passesTheUsualCaps() {
        assertThat(caps.refuse(path(30, 56))).isEmpty();
    }

    @Test
    void path_itsBusiestSecond_isCharged() {
        assertThat(caps.refuse(path(30, 56))).isEmpty();
        assertThat(caps.refuse(path(30, 56))).isEmpty();
        assertThat(caps.refuse(path(30, 56)))
                .as("20 of 50 packets a second, twice")
                .contains("limits per target: 50 packets/s, 256000 bit/s");
    }

    @Test
    void path_short_isChargedForWhatItSends() {
        for (int i = 0; i < 25; i++) {
            assertThat(caps.refuse(path(1, 56))).isEmpty();
        }
        assertThat(caps.refuse(path(1, 56))).isPresent();
    }

    @Test
    void path_byTcp_isChargedForSynAndReset() {
        ProbeSpec byTcp = Specs.of(
                "10.0.0.1", Duration.ofSeconds(2), new ProbeSettings.Path(30, 2, new ProbeSettings.Path.Syn(443)));
        assertThat(caps.refuse(byTcp)).isEmpty();
        assertThat(caps.refuse(byTcp)).as("40 of 50 packets a second, twice").isPresent();
    }

    @Test
    void path_ofLargeRequests_isHeldBackByTheBits() {
        assertThat(caps.refuse(path(30, 1_472))).isEmpty();
        assertThat(caps.refuse(path(30, 1_472))).isPresent();
    }
}
