package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final Cadence TEN_SECONDS = new Cadence.Every(Duration.ofSeconds(10));

    @Test
    void phase_sameProbe_isAlwaysTheSame() {
        assertThat(Spread.phase(new ProbeId("link-01-icmp"), TEN_SECONDS))
                .isEqualTo(Spread.phase(new ProbeId("link-01-icmp"), TEN_SECONDS))
                .isEqualTo(Duration.ofMillis(5_218));
    }

    @Test
    void phases_ofThousandNeighbours_fillEveryTenthOfTheInterval() {
        int[] tenths = new int[10];
        IntStream.range(0, 1_000).forEach(i -> {
            Duration phase = Spread.phase(new ProbeId("link-" + i), TEN_SECONDS);
            assertThat(phase).isBetween(Duration.ZERO, Duration.ofMillis(9_999));
            tenths[(int) (phase.toMillis() / 1_000)]++;
        });

        assertThat(Arrays.stream(tenths)).allMatch(count -> count >= 60 && count <= 140);
    }

    @Test
    void window_ofCron_staysNearTheChosenMinute() {
        ZoneId zone = ZoneId.of("Asia/Jakarta");

        assertThat(Spread.window(new Cadence.Cron("0 0 2 * * ?", zone, Duration.ofDays(1))))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(Spread.window(new Cadence.Cron("0/30 * * * * ?", zone, Duration.ofSeconds(30))))
                .isEqualTo(Duration.ofSeconds(3));
    }
}
