package id.jipmonitor.server.availability;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import id.jipmonitor.server.timeline.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {
    private static final BigDecimal TARGET = new BigDecimal("99.5");
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @ParameterizedTest(name = "up {0} degraded {1} down {2} blind {3} noData {4}")
    @CsvSource(textBlock = """
            995,   0,  5,   0,   0, 99.500, 100.000, 99.500,  99.500, MET
            900,  95,  5,   0,   0, 99.500, 100.000, 99.500,  99.500, MET
            994,   0,  6,   0,   0, 99.400, 100.000, 99.400,  99.400, NOT_MET
            990,   0,  4,   6,   0, 99.597,  99.400, 99.000,  99.600, CANNOT_BE_DETERMINED
            500,   0,  6, 400,  94, 98.814,  50.600, 50.000,  99.400, NOT_MET
            500,   0,  5, 495,   0, 99.009,  50.500, 50.000,  99.500, CANNOT_BE_DETERMINED
            999,   0,  0,   1,   0, 100.000, 99.900, 99.900, 100.000, MET
              0,   0,  9,   0,   0,  0.000, 100.000,  0.000,   0.000, NOT_MET
            """)
    void figures_ofALedger_areBounded(
            long up,
            long degraded,
            long down,
            long blind,
            long noData,
            String measured,
            String coverage,
            String lower,
            String upper,
            Verdict verdict) {
        Availability ledger = new Availability(up, degraded, down, 7, blind, noData);

        assertThat(ledger.measured().orElseThrow().percent(3)).isEqualTo(measured);
        assertThat(ledger.coverage().orElseThrow().percent(3)).isEqualTo(coverage);
        assertThat(ledger.lower().orElseThrow().percent(3)).isEqualTo(lower);
        assertThat(ledger.upper().orElseThrow().percent(3)).isEqualTo(upper);
        assertThat(ledger.against(TARGET)).isEqualTo(verdict);
        assertThat(ledger.service()).isEqualTo(up + degraded + down + blind + noData);
        assertThat(ledger.period()).isEqualTo(ledger.service() + 7);
    }

    @Test
    void silence_alone_isNeverUptime() {
        Availability ledger = new Availability(0, 0, 0, 0, 400, 600);

        assertThat(ledger.measured()).isEmpty();
        assertThat(ledger.lower().orElseThrow().percent(2)).isEqualTo("0.00");
        assertThat(ledger.upper().orElseThrow().percent(2)).isEqualTo("100.00");
        assertThat(ledger.against(TARGET)).isEqualTo(Verdict.CANNOT_BE_DETERMINED);
    }

    @Test
    void period_withoutServiceTime_cannotBeDetermined() {
        Availability ledger = new Availability(0, 0, 0, 1_000, 0, 0);

        assertThat(ledger.coverage()).isEmpty();
        assertThat(ledger.against(TARGET)).isEqualTo(Verdict.CANNOT_BE_DETERMINED);
    }

    @ParameterizedTest
    @CsvSource({"999999, 1000000, 2, 99.99", "1, 3, 4, 33.3333", "2, 3, 1, 66.6", "1, 1, 2, 100.00", "0, 5, 0, 0"})
    void percent_isTruncated_neverRoundedUp(long part, long whole, int decimals, String shown) {
        assertThat(new Fraction(part, whole).percent(decimals)).isEqualTo(shown);
    }

    @Test
    void target_oneMillisecondShort_isNotMet() {
        long month = 30L * 24 * 3_600 * 1_000;
        long allowed = month / 200;

        assertThat(new Availability(month - allowed, 0, allowed, 0, 0, 0).against(TARGET))
                .isEqualTo(Verdict.MET);
        assertThat(new Availability(month - allowed - 1, 0, allowed + 1, 0, 0, 0).against(TARGET))
                .isEqualTo(Verdict.NOT_MET);
    }

    @Test
    void measured_ofEveryLedger_liesWithinItsBounds() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Availability ledger = new Availability(
                    random.nextInt(1_000),
                    random.nextInt(1_000),
                    1 + random.nextInt(1_000),
                    random.nextInt(1_000),
                    random.nextInt(1_000),
                    random.nextInt(1_000));
            Fraction measured = ledger.measured().orElseThrow();
            Fraction lower = ledger.lower().orElseThrow();
            Fraction upper = ledger.upper().orElseThrow();

            assertThat(lower.part() * measured.whole()).isLessThanOrEqualTo(measured.part() * lower.whole());
            assertThat(measured.part() * upper.whole()).isLessThanOrEqualTo(upper.part() * measured.whole());
        }
    }

    @Test
    void month_isCut_inTheContractsZone() {
        Period november = Period.month(YearMonth.of(2026, 11), ZoneId.of("Asia/Jayapura"));

        assertThat(november.from()).isEqualTo(Instant.parse("2026-10-31T15:00:00Z"));
        assertThat(november.to()).isEqualTo(Instant.parse("2026-11-30T15:00:00Z"));
    }

    @Test
    void account_withMaintenance_showsRawBesideContractual() {
        Timeline measured = new Timeline(
                START,
                START.plusSeconds(1_000),
                List.of(
                        new Interval(LinkState.UP, START, START.plusSeconds(900), START),
                        new Interval(LinkState.DOWN, START.plusSeconds(900), START.plusSeconds(1_000), START)));
        List<Window> maintenance = List.of(new Window(START.plusSeconds(900), START.plusSeconds(1_000)));

        ContractArithmetic.Account account = ContractArithmetic.account(measured, maintenance, TARGET);

        assertThat(account.raw()).isEqualTo(new Availability(900_000, 0, 100_000, 0, 0, 0));
        assertThat(account.contractual()).isEqualTo(new Availability(900_000, 0, 0, 100_000, 0, 0));
        assertThat(account.raw().against(TARGET)).isEqualTo(Verdict.NOT_MET);
        assertThat(account.verdict()).isEqualTo(Verdict.MET);
        assertThat(Outage.of(measured)).containsExactly(new Outage(START.plusSeconds(900), START.plusSeconds(1_000)));
    }
}
