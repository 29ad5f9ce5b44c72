package id.jipmonitor.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Times and figures as people read them. */
class MomentsTest {
    private static final Instant AT = Instant.parse("2026-08-24T17:05:09Z");
    private final Moments indonesian = new Moments(Words.INDONESIAN, ZoneId.of("Asia/Jakarta"));
    private final Moments english = new Moments(Words.ENGLISH, ZoneId.of("Asia/Jayapura"));

    @Test
    void instant_inItsZone_namesTheZone() {
        assertThat(indonesian.at(AT)).isEqualTo("25 Agu 2026 00.05.09 WIB");
        assertThat(english.at(AT)).isEqualTo("25 Aug 2026 02:05:09 WIT");
        assertThat(new Moments(Words.ENGLISH, ZoneId.of("Asia/Makassar")).zoneName(AT))
                .isEqualTo("WITA");
        assertThat(new Moments(Words.ENGLISH, ZoneId.of("UTC")).at(AT)).isEqualTo("24 Aug 2026 17:05:09 UTC");
    }

    @Test
    void duration_shownByItsTwoLargestUnits() {
        assertThat(indonesian.lasting(Duration.ofSeconds(59))).isEqualTo("59 dtk");
        assertThat(indonesian.lasting(Duration.ofSeconds(61))).isEqualTo("1 mnt 1 dtk");
        assertThat(indonesian.lasting(Duration.ofMinutes(135))).isEqualTo("2 jam 15 mnt");
        assertThat(english.lasting(Duration.ofHours(50))).isEqualTo("2 d 2 h");
        assertThat(english.lasting(Duration.ofSeconds(-1))).isEqualTo("0 s");
    }

    @Test
    void percent_isTruncatedNeverRoundedUp() {
        assertThat(indonesian.percent(new BigDecimal("99.9999"), 3)).isEqualTo("99,999 %");
        assertThat(english.percent(OptionalDouble.of(0.3199))).isEqualTo("31.9 %");
        assertThat(english.percent(OptionalDouble.of(0))).isEqualTo("0 %");
        assertThat(english.percent(OptionalDouble.empty())).isEqualTo("–");
    }

    @Test
    void roundTripTime_isInMilliseconds() {
        assertThat(indonesian.milliseconds(OptionalDouble.of(0.01234))).isEqualTo("12,3 ms");
        assertThat(english.milliseconds(OptionalDouble.of(0.4567))).isEqualTo("457 ms");
        assertThat(english.milliseconds(OptionalDouble.empty())).isEqualTo("–");
    }
}
