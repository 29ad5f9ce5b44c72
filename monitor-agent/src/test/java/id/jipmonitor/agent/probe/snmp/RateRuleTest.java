package id.jipmonitor.agent.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.snmp.RateRule.Rates;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Rates that cannot be true are dropped and counted; restarts are told from wraps. */
class RateRuleTest {
    private static final long WRAP = 1L << 32;

    private static OctetCounters wide(long in, long out, long discontinuity) {
        return new OctetCounters(true, in, out, discontinuity, 1_000_000_000);
    }

    private static OctetCounters narrow(long in, long speed) {
        return new OctetCounters(false, in, 0, 0, speed);
    }

    @Test
    void wide_cleanInterval_isBitsPerSecond() {
        Rates rates = RateRule.between(wide(1_000, 0, 7), wide(2_000, 500, 7), 10);

        assertThat(rates.inBitsPerSecond()).contains(800.0);
        assertThat(rates.outBitsPerSecond()).contains(400.0);
        assertThat(rates.dropped()).isZero();
    }

    @Test
    void discontinuity_changed_isNoRateAndNoFault() {
        assertThat(RateRule.between(wide(1_000, 0, 7), wide(2_000, 0, 8), 10)).isEqualTo(Rates.NONE);
    }

    @Test
    void width_changed_isNoRate() {
        assertThat(RateRule.between(narrow(1, 0), wide(2, 0, 0), 10)).isEqualTo(Rates.NONE);
    }

    @Test
    void wide_goesBack_isDroppedAndCounted() {
        Rates rates = RateRule.between(wide(2_000, 0, 7), wide(1_000, 10, 7), 10);

        assertThat(rates.inBitsPerSecond()).isEmpty();
        assertThat(rates.dropped()).isEqualTo(1);
    }

    @Test
    void wide_beyondAnyWire_isDropped() {
        assertThat(RateRule.between(wide(0, 0, 7), wide(Long.MAX_VALUE, 0, 7), 10)
                        .dropped())
                .isEqualTo(1);
    }

    @Test
    void narrow_wrapsOnceWithinItsSpeed_isCounted() {
        Rates rates = RateRule.between(narrow(WRAP - 500, 10_000_000), narrow(500, 10_000_000), 10);

        assertThat(rates.inBitsPerSecond()).contains(800.0);
    }

    @Test
    void narrow_mayHaveWrappedMoreOften_isDropped() {
        assertThat(RateRule.between(narrow(0, 1_000_000_000), narrow(1_000, 1_000_000_000), 60)
                        .dropped())
                .as("at 1 Gbit/s a wrap takes 34 s")
                .isEqualTo(2);
    }

    @Test
    void narrow_fasterThanItsSpeed_isDropped() {
        assertThat(RateRule.between(narrow(3_000_000, 1_000_000), narrow(0, 1_000_000), 10)
                        .inBitsPerSecond())
                .isEmpty();
    }

    @Test
    void narrow_withoutSpeed_believesLessThanHalfAWrap() {
        assertThat(RateRule.between(narrow(0, 0), narrow(1_000, 0), 10).inBitsPerSecond())
                .contains(800.0);
        assertThat(RateRule.between(narrow(1_000, 0), narrow(0, 0), 10).inBitsPerSecond())
                .isEmpty();
    }

    private static RestartRule.Age age(long ticks, long seconds) {
        return new RestartRule.Age(ticks, OptionalLong.empty(), seconds * 1_000_000_000);
    }

    @Test
    void sysUpTime_wentBack_isARestart() {
        assertThat(RestartRule.restarted(age(100_000, 0), age(500, 10))).isTrue();
        assertThat(RestartRule.restarted(age(100_000, 0), age(101_000, 10))).isFalse();
    }

    @Test
    void sysUpTime_wrapsAfter497Days_isNoRestart() {
        assertThat(RestartRule.restarted(age(WRAP - 500, 0), age(500, 10))).isFalse();
        assertThat(RestartRule.seconds(age(WRAP - 500, 0), age(500, 10))).isEqualTo(10);
    }

    @Test
    void engineBoots_changed_isARestartWhateverUptimeSays() {
        var former = new RestartRule.Age(1_000, OptionalLong.of(4), 0);

        assertThat(RestartRule.restarted(former, new RestartRule.Age(9_000, OptionalLong.of(5), 1)))
                .isTrue();
        assertThat(RestartRule.restarted(former, new RestartRule.Age(10, OptionalLong.of(4), 1)))
                .isFalse();
    }
}
