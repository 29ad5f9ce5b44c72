package id.jipmonitor.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.TestNetwork;
import id.jipmonitor.server.availability.Period;
import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvailabilityReportTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void table_showsTruncatedFiguresAndTheVerdict() {
        List<AvailabilityRow> rows = AvailabilityReport.rows(
                TestNetwork.inventory(),
                List.of(new LinkId("l2"), new LinkId("l1")),
                AvailabilityReportTest::timeline,
                new Period(START, START.plusSeconds(3_000)));

        assertThat(AvailabilityReport.table(rows)).isEqualTo("""
                LINK  MEASURED %  COVERAGE %  LOWER %  UPPER %  TARGET %  OUTAGES  VERDICT               LEDGER
                l1    66.666      100.000     66.666   66.666   99.5      1        NOT_MET               -
                l2    -           0.000       0.000    100.000  99.5      0        CANNOT_BE_DETERMINED  -
                """);
    }

    @Test
    void table_ofProvisionalFigures_saysWhatIsOpen() {
        List<AvailabilityRow> rows = AvailabilityReport.rows(
                        TestNetwork.inventory(),
                        List.of(new LinkId("l1")),
                        AvailabilityReportTest::timeline,
                        new Period(START, START.plusSeconds(3_000)))
                .stream()
                .map(row -> row.with(new Finality(List.of("agent-1: nothing was ever heard"))))
                .toList();

        assertThat(AvailabilityReport.table(rows)).isEqualTo("""
                LINK  MEASURED %  COVERAGE %  LOWER %  UPPER %  TARGET %  OUTAGES  VERDICT  LEDGER
                l1    66.666      100.000     66.666   66.666   99.5      1        NOT_MET  PROVISIONAL

                PROVISIONAL:
                  agent-1: nothing was ever heard
                """);
        assertThat(rows.getFirst().fields())
                .containsEntry("ledger", "PROVISIONAL")
                .containsEntry("ledger_open", "agent-1: nothing was ever heard");
    }

    @Test
    void csv_quotesWhatNeedsIt_andLeavesEmptyWhatARowDoesNotHave() {
        List<Map<String, Object>> rows = List.of(Map.of("a", "x,\"y\""), Map.of("b", 1));

        assertThat(RowFormat.CSV.write(rows)).isEqualTo("a,b\n\"x,\"\"y\"\"\",\n,1\n");
        assertThat(RowFormat.NDJSON.write(rows)).isEqualTo("{\"a\":\"x,\\\"y\\\"\"}\n{\"b\":1}\n");
    }

    private static Timeline timeline(LinkId link, Instant from, Instant to) {
        if (link.value().equals("l2")) {
            return new Timeline(from, to, List.of(new Interval(LinkState.NO_DATA, from, to, from)));
        }
        Instant cut = from.plusSeconds(2_000);
        return new Timeline(
                from,
                to,
                List.of(new Interval(LinkState.UP, from, cut, from), new Interval(LinkState.DOWN, cut, to, cut)));
    }
}
