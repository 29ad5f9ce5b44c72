package id.jipmonitor.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"61,-1", "60,60", "31,60", "30,30", "8,30", "7,7", "1,7", "0,0", "-5,0"})
    void daysLeft_giveTheNarrowestMark(int left, int mark) {
        assertThat(ExpiryRule.mark(NOW.plus(Duration.ofDays(left)), NOW))
                .isEqualTo(mark < 0 ? OptionalInt.empty() : OptionalInt.of(mark));
    }
}
