package id.jipmonitor.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.store.Query;
import id.jipmonitor.server.timeline.LinkState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the link page asks for, and where its ribbon puts things. */
class RangeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T07:05:10.123Z");

    @Test
    void stretch_ofEveryRange_endsAfterNowAndHasFewBuckets() {
        for (Range range : Range.values()) {
            Range.Stretch stretch = range.endingAt(NOW, Duration.ofSeconds(10));
            assertThat(stretch.to()).isAfter(NOW).isBeforeOrEqualTo(NOW.plus(stretch.step()));
            long buckets = Duration.between(stretch.from(), stretch.to()).dividedBy(stretch.step());
            assertThat(buckets).isBetween(100L, 400L).isLessThan(Query.MAX_BUCKETS);
        }
    }

    @Test
    void stretch_sameMinuteLater_hasTheSameEdges() {
        Duration interval = Duration.ofSeconds(10);
        assertThat(Range.DAY.endingAt(NOW, interval)).isEqualTo(Range.DAY.endingAt(NOW.plusSeconds(60), interval));
    }

    @Test
    void slowProbe_stepIsTwoRounds() {
        assertThat(Range.HOUR.endingAt(NOW, Duration.ofMinutes(5)).step()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void ribbon_coversItsWidthWithoutHolesAndNamesTimes() {
        FakeNetwork network = new FakeNetwork();
        LinkId link = EastJava.BANGKALAN;
        network.was(link, LinkState.UP, NOW.minus(Duration.ofHours(9)), 0, 0.01, NOW);
        network.was(link, LinkState.BLIND, NOW.minus(Duration.ofMinutes(90)), 0, 0.01, NOW);
        network.was(link, LinkState.UP, NOW.minus(Duration.ofMinutes(45)), 0, 0.01, NOW);
        List<Ribbon.Stretch> stretches = Ribbon.of(
                        network.timeline(link, NOW.minus(Duration.ofHours(3)), NOW),
                        new Moments(Words.ENGLISH, ZoneId.of("Asia/Jakarta")),
                        Words.ENGLISH)
                .stretches();
        assertThat(stretches)
                .extracting(Ribbon.Stretch::state)
                .containsExactly(LinkState.UP, LinkState.BLIND, LinkState.UP);
        assertThat(stretches).extracting(Ribbon.Stretch::x).containsExactly(0L, 5_000L, 7_500L);
        assertThat(stretches).extracting(Ribbon.Stretch::width).containsExactly(5_000L, 2_500L, 2_500L);
        assertThat(stretches.get(1).label())
                .isEqualTo("BLIND: 24 Nov 2026 12:35:10 WIB to 24 Nov 2026 13:20:10 WIB (45 min 0 s)");
    }
}
