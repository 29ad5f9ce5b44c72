package id.jipmonitor.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.schedule.FastCadenceRule.Memory;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastCadenceRuleTest {
    private static final ProbeSettings FIVE_ECHOES =
            new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64);

    private static ProbeSpec probe(long intervalMillis, long waitingMillis, ProbeSettings settings) {
        return new ProbeSpec(
                new ProbeId("p-1"),
                "127.0.0.1",
                new Cadence.Every(Duration.ofMillis(intervalMillis)),
                Duration.ofMillis(waitingMillis),
                settings);
    }

    /** Memory before; outcome; extra; memory after. An empty connectivity is unknown. */
    @ParameterizedTest
    @CsvSource({
        "     , 0, 10, RESPONDED,   false, true , 0, 10",
        "     , 0, 10, UNREACHABLE, false, false, 0, 10",
        "     , 0, 10, BLIND,       false,      , 0, 10",
        "true , 0, 10, RESPONDED,   false, true , 0, 10",
        "true , 0, 10, REFUSED,     false, true , 0, 10",
        "true , 0, 10, UNREACHABLE, false, false, 5, 10",
        "false, 0, 10, RESPONDED,   false, true , 5, 10",
        "false, 0, 10, REFUSED,     false, true , 5, 10",
        "true , 0, 10, BLIND,       false, true , 0, 10",
        "true , 3, 10, BLIND,       true , true , 2,  9",
        "true , 0, 10, SKIPPED,     false, true , 0, 10",
        "false, 5,  8, UNREACHABLE, true , false, 4,  7",
        "false, 4,  7, UNREACHABLE, false, false, 3,  8",
        "false, 2,  7, RESPONDED,   true , true , 5,  6",
        "false, 1,  1, UNREACHABLE, true , false, 0,  0",
        "true , 0,  0, UNREACHABLE, false, false, 5,  1"
    })
    void after_round_remembersConnectivitySeriesAndCredit(
            Boolean connected,
            int left,
            int credit,
            Outcome outcome,
            boolean extra,
            Boolean then,
            int thenLeft,
            int thenCredit) {
        Memory before = new Memory(Optional.ofNullable(connected), left, credit);
        assertThat(FastCadenceRule.after(before, outcome, extra))
                .isEqualTo(new Memory(Optional.ofNullable(then), thenLeft, thenCredit));
    }

    /** Interval and waiting time; start and end of the round before; the extra round's start. Milliseconds. */
    @ParameterizedTest
    @CsvSource({
        "10000, 2000,    0, 2800, 2800",
        "10000, 2000,    0,   20, 2000",
        "10000, 2000, 2800, 5600, 5600",
        "10000, 2000, 5600, 8400,     ",
        "10000, 2000, 5200, 5220, 7200",
        "10000, 2000, 5201, 5221,     ",
        " 3000, 1000,    0,   20, 1000",
        " 2000, 1000,    0,   20,     ",
        "60000, 2000,    0, 2800, 12000"
    })
    void next_seriesUnderWay_isAFifthLaterAndEndsBeforeTheRegularRound(
            long interval, long waiting, long started, long now, Long start) {
        Optional<Duration> next = FastCadenceRule.next(
                new Memory(Optional.of(false), 5, 10),
                probe(interval, waiting, FIVE_ECHOES),
                Duration.ofMillis(started),
                Duration.ofMillis(now));
        assertThat(next).isEqualTo(Optional.ofNullable(start).map(Duration::ofMillis));
    }

    @Test
    void next_noSeriesOrNoCredit_isNone() {
        ProbeSpec probe = probe(10_000, 2_000, FIVE_ECHOES);
        assertThat(FastCadenceRule.next(new Memory(Optional.of(false), 0, 10), probe, Duration.ZERO, Duration.ZERO))
                .isEmpty();
        assertThat(FastCadenceRule.next(new Memory(Optional.of(false), 5, 0), probe, Duration.ZERO, Duration.ZERO))
                .isEmpty();
    }

    @Test
    void next_snmp_isNone() {
        ProbeSettings system =
                new ProbeSettings.Snmp(ProbeSettings.Snmp.Facts.SYSTEM, 161, "cpe", List.of(), List.of());
        Memory series = new Memory(Optional.of(false), 5, 10);
        assertThat(FastCadenceRule.next(series, probe(60_000, 2_000, system), Duration.ZERO, Duration.ZERO))
                .isEmpty();
    }

    @Test
    void after_targetThatAlternatesForEver_hasNoMoreExtraRoundsThanRegularOnesAndTen() {
        Memory memory = Memory.FRESH;
        int extras = 0;
        boolean up = false;
        for (int regular = 0; regular < 1_000; regular++) {
            up = !up;
            memory = FastCadenceRule.after(memory, up ? Outcome.RESPONDED : Outcome.UNREACHABLE, false);
            for (int i = 0; i < 4 && memory.left() > 0 && memory.credit() > 0; i++) {
                up = !up;
                extras++;
                memory = FastCadenceRule.after(memory, up ? Outcome.RESPONDED : Outcome.UNREACHABLE, true);
            }
        }
        assertThat(extras).isBetween(900, 1_010);
    }
}
