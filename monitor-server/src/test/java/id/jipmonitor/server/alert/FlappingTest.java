package id.jipmonitor.server.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import id.jipmonitor.server.timeline.LinkState;
import org.junit.jupiter.api.Test;

class FlappingTest {
    @Test
    void steadyState_neverFlaps() {
        assertThat(fed("UUUUUUUUUUUUUUUUUUUUUUUUU").changePercent()).isZero();
    }

    @Test
    void changes_weighMoreTheNewerTheyAre() {
        assertThat(fed("UD").changePercent()).isCloseTo(118 / 20.0, within(1e-9));
        assertThat(fed("UDDDDDDDDDDDDDDDDDDDD").changePercent()).isCloseTo(80 / 20.0, within(1e-9));
        assertThat(fed("UDDDDDDDDDDDDDDDDDDDDD").changePercent()).isZero();
    }

    @Test
    void flapping_startsAboveThirtyPercent() {
        assertThat(fed("UDUDUD").changePercent()).isBetween(28.0, 30.0);
        assertThat(fed("UDUDUD").flapping()).isFalse();
        assertThat(fed("UDUDUDU").flapping()).isTrue();
    }

    @Test
    void flapping_stopsBelowTwentyFivePercent_andNotBefore() {
        Flapping flapping = fed("UDUDUDU");
        while (flapping.flapping()) {
            assertThat(flapping.changePercent()).isGreaterThanOrEqualTo(25);
            flapping = flapping.next(LinkState.UP);
        }

        assertThat(flapping.changePercent()).isLessThan(25);
    }

    private static Flapping fed(String samples) {
        Flapping flapping = Flapping.NONE;
        for (int i = 0; i < samples.length(); i++) {
            flapping = flapping.next(samples.charAt(i) == 'U' ? LinkState.UP : LinkState.DOWN);
        }
        return flapping;
    }
}
