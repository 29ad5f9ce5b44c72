package id.jipmonitor.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.spool.RetentionRule.Row;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.GapCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final RetentionRule RULE = new RetentionRule(100, Duration.ofHours(1));

    private static final List<Row> THREE = List.of(
            new Row(1, 4, NOW.minusSeconds(30), 40),
            new Row(5, 5, NOW.minusSeconds(20), 40),
            new Row(6, 9, NOW.minusSeconds(10), 40));

    @Test
    void drops_withinBothBounds_none() {
        assertThat(RULE.drops(THREE, 100, NOW)).isEmpty();
    }

    @Test
    void drops_tooManyBytes_oldestUntilItFits() {
        assertThat(RULE.drops(THREE, 101, NOW)).containsExactly(new Gap(1, 4, GapCause.OVERFLOW));
        assertThat(RULE.drops(THREE, 141, NOW))
                .containsExactly(new Gap(1, 4, GapCause.OVERFLOW), new Gap(5, 5, GapCause.OVERFLOW));
    }

    @Test
    void drops_tooOld_nameTheAgeAsCause() {
        Instant later = NOW.plus(Duration.ofHours(1)).minusSeconds(15);
        assertThat(RULE.drops(THREE, 100, later))
                .containsExactly(new Gap(1, 4, GapCause.EXPIRED), new Gap(5, 5, GapCause.EXPIRED));
    }

    @Test
    void drops_exactlyAtTheAgeLimit_none() {
        assertThat(RULE.drops(THREE, 100, NOW.plus(Duration.ofHours(1)).minusSeconds(30)))
                .isEmpty();
    }

    @Test
    void drops_oldAndTooMany_eachHasItsOwnCause() {
        Instant later = NOW.plus(Duration.ofHours(1)).minusSeconds(25);
        assertThat(RULE.drops(THREE, 160, later))
                .containsExactly(new Gap(1, 4, GapCause.EXPIRED), new Gap(5, 5, GapCause.OVERFLOW));
    }
}
