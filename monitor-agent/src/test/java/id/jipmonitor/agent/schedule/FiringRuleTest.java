package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.schedule.FiringRule.Firing;
import id.jipmonitor.protocol.assignment.Cadence;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiringRuleTest {
    private static final Cadence TEN_SECONDS = new Cadence.Every(Duration.ofSeconds(10));
    private static final Cadence CRON =
            new Cadence.Cron("0 0/10 * * * ?", ZoneId.of("Asia/Jakarta"), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({"10000, 0", "5000, 0", "14999, 0", "15000, 1", "20000, 1", "24999, 1", "90000, 8"})
    void judge_interval_countsMissedCycles(long millis, long missed) {
        assertThat(FiringRule.judge(TEN_SECONDS, Duration.ofMillis(millis))).isEqualTo(new Firing.Cycle(missed));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "4999"})
    void judge_secondFiringOfOneCycle_isExtra(long millis) {
        assertThat(FiringRule.judge(TEN_SECONDS, Duration.ofMillis(millis))).isEqualTo(new Firing.Extra());
    }

    @Test
    void judge_cronAtUnevenTimes_isACycleUnlessWithinTheSecond() {
        assertThat(FiringRule.judge(CRON, Duration.ofSeconds(1))).isEqualTo(new Firing.Cycle(0));
        assertThat(FiringRule.judge(CRON, Duration.ofHours(9))).isEqualTo(new Firing.Cycle(0));
        assertThat(FiringRule.judge(CRON, Duration.ofMillis(999))).isEqualTo(new Firing.Extra());
    }

    @Test
    void tooLate_beyondTwoSecondsOrHalfTheInterval() {
        assertThat(FiringRule.tooLate(TEN_SECONDS, Duration.ofSeconds(2))).isFalse();
        assertThat(FiringRule.tooLate(TEN_SECONDS, Duration.ofMillis(2_001))).isTrue();
        Cadence second = new Cadence.Every(Duration.ofSeconds(1));
        assertThat(FiringRule.tooLate(second, Duration.ofMillis(500))).isFalse();
        assertThat(FiringRule.tooLate(second, Duration.ofMillis(501))).isTrue();
    }

    @Test
    void silent_afterOneAndAHalfIntervalsAndASecond() {
        assertThat(FiringRule.silent(TEN_SECONDS, Duration.ofSeconds(16))).isFalse();
        assertThat(FiringRule.silent(TEN_SECONDS, Duration.ofMillis(16_001))).isTrue();
        assertThat(FiringRule.silent(CRON, Duration.ofDays(9))).isFalse();
    }
}
