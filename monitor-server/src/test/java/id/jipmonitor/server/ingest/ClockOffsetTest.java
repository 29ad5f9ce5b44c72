package id.jipmonitor.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.wire.Message.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockOffsetTest {
    private static final Instant NOON = Instant.parse("2026-11-24T05:00:00Z");

    /** An exchange over a network with these delays, by an agent whose clock is so far ahead. */
    private static ClockOffset exchanged(
            ClockOffset before, Instant told, Duration ahead, Duration there, Duration held, Duration back) {
        Instant sent = told.plus(there).plus(held);
        return before.heard(new Heartbeat.Clocks(sent.plus(ahead), told, held), sent.plus(back));
    }

    private static ClockOffset exchanged(ClockOffset before, Instant told, Duration ahead) {
        Duration way = Duration.ofMillis(20);
        return exchanged(before, told, ahead, way, Duration.ofSeconds(10), way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.25S", "PT-3S", "P1D", "P-20000D"})
    void estimate_evenDelays_isTheTrueOffset(Duration ahead) {
        ClockOffset.Estimate estimate =
                exchanged(ClockOffset.UNKNOWN, NOON, ahead).estimate(NOON).orElseThrow();

        assertThat(estimate.offset()).isEqualTo(ahead);
        assertThat(estimate.error()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void estimate_anyDelays_isWrongByNoMoreThanItSays() {
        Random random = new Random(20_261_124);
        ClockOffset clock = ClockOffset.UNKNOWN;
        Duration ahead = Duration.ofMillis(-700);
        Instant told = NOON;
        for (int i = 0; i < 1_000; i++) {
            Duration held = Duration.ofMillis(random.nextInt(10_000));
            clock = exchanged(
                    clock,
                    told,
                    ahead,
                    Duration.ofMillis(random.nextInt(2_000)),
                    held,
                    Duration.ofMillis(random.nextInt(2_000)));
            told = told.plusSeconds(60);
            ClockOffset.Estimate estimate = clock.estimate(told).orElseThrow();
            assertThat(estimate.offset().minus(ahead).abs()).isLessThanOrEqualTo(estimate.error());
        }
        assertThat(clock.exchanges()).hasSize(8);
    }

    @Test
    void estimate_agentHeldTheTimeForHours_countsOnlyTheWay() {
        ClockOffset clock = exchanged(
                ClockOffset.UNKNOWN,
                NOON,
                Duration.ofSeconds(2),
                Duration.ofMillis(5),
                Duration.ofHours(9),
                Duration.ofMillis(5));

        assertThat(clock.estimate(NOON.plus(Duration.ofHours(9))).orElseThrow().offset())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void estimate_ages_itsErrorGrows() {
        ClockOffset clock = exchanged(ClockOffset.UNKNOWN, NOON, Duration.ZERO);

        assertThat(clock.estimate(NOON.plusSeconds(1_010).plusMillis(40))
                        .orElseThrow()
                        .error())
                .isEqualTo(Duration.ofMillis(20).plus(Duration.ofMillis(15)));
    }

    @Test
    void heard_clockWasStepped_forgetsWhatWasBefore() {
        ClockOffset clock = exchanged(ClockOffset.UNKNOWN, NOON, Duration.ZERO);
        clock = exchanged(
                clock,
                NOON.plusSeconds(60),
                Duration.ofHours(1),
                Duration.ofMillis(300),
                Duration.ZERO,
                Duration.ofMillis(300));

        assertThat(clock.estimate(NOON.plusSeconds(61)).orElseThrow().offset()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void heard_serverClockWasPutBack_isNotBelieved() {
        ClockOffset clock =
                ClockOffset.UNKNOWN.heard(new Heartbeat.Clocks(NOON, NOON.plusSeconds(5), Duration.ofSeconds(1)), NOON);

        assertThat(clock.estimate(NOON)).isEmpty();
    }

    @Test
    void exceeds_onlyBeyondTheError() {
        ClockOffset.Estimate estimate = new ClockOffset.Estimate(Duration.ofMillis(-1_200), Duration.ofMillis(300));

        assertThat(estimate.exceeds(Duration.ofMillis(899))).isTrue();
        assertThat(estimate.exceeds(Duration.ofMillis(900))).isFalse();
    }
}
