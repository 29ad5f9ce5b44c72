package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.schedule.PathRoundRule.Planned;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRoundRuleTest {
    private static final ProbeSettings ICMP = new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64);
    private static final ProbeSettings TCP = new ProbeSettings.Tcp(443, Optional.empty(), Optional.empty(), true);
    private static final ProbeSettings SNMP =
            new ProbeSettings.Snmp(ProbeSettings.Snmp.Facts.SYSTEM, 161, "cpe", List.of(), List.of());
    private static final ProbeSettings PATH = new ProbeSettings.Path(30, 2, new ProbeSettings.Path.Echo(56));

    /** When the last extra round began or will, seconds, and what for; what the target changed to at 100 s; the next round. */
    @ParameterizedTest
    @CsvSource({
        "     ,      , false, 100",
        "     ,      , true , 100",
        "   40, false, true , 100",
        "   40, false, false, 100",
        "   41, false, true , 101",
        "  100, false, true , 160",
        "  100, false, false,    ",
        "   95, true , true ,    ",
        "  130, true , false,    ",
        "  130, false, true ,    "
    })
    void next_change_isTracedAtOnceOrOnceTheFloorIsOver(
            Long last, Boolean lastConnected, boolean connected, Long next) {
        Optional<Planned> before = Optional.ofNullable(last).map(each -> new Planned(seconds(each), lastConnected));
        assertThat(PathRoundRule.next(before, connected, seconds(100)))
                .isEqualTo(Optional.ofNullable(next).map(each -> new Planned(seconds(each), connected)));
    }

    @Test
    void concerns_onlyAPathToTheSameTarget_foundByIcmpOrTcp() {
        ProbeSpec path = probe("10.1.1.1", PATH);
        assertThat(PathRoundRule.concerns(probe("10.1.1.1", ICMP), path)).isTrue();
        assertThat(PathRoundRule.concerns(probe("10.1.1.1", TCP), path)).isTrue();
        assertThat(PathRoundRule.concerns(probe("10.1.1.2", ICMP), path)).isFalse();
        assertThat(PathRoundRule.concerns(probe("10.1.1.1", SNMP), path)).isFalse();
        assertThat(PathRoundRule.concerns(probe("10.1.1.1", PATH), path)).isFalse();
        assertThat(PathRoundRule.concerns(probe("10.1.1.1", ICMP), probe("10.1.1.1", TCP)))
                .isFalse();
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    private static ProbeSpec probe(String target, ProbeSettings settings) {
        return new ProbeSpec(
                new ProbeId("p-1"), target, new Cadence.Every(Duration.ofHours(1)), Duration.ofSeconds(2), settings);
    }
}
