package id.jipmonitor.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.path.PathResults;
import id.jipmonitor.server.web.PathView.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathViewerTest {
    private static final String ADDRESS = "/links/" + EastJava.BANGKALAN;
    private static final Instant AT = Instant.parse("2026-11-24T03:42:10Z");
    private static final ProbeResult BEFORE =
            PathResults.reached("p", AT.minusSeconds(3_600), "10.0.0.1", "*", "10.0.0.3", "10.0.0.4");

    private final WatchedProbe probe = EastJava.inventory().probe(EastJava.PATH).orElseThrow();

    @Test
    void wayCut_rowsSayWhatMovedAndWhatIsGone() {
        PathView view = english(PathResults.cut("p", AT, "10.0.0.1", "10.0.9.2"), BEFORE);

        assertThat(view.rows())
                .containsExactly(
                        new Row(1, "10.0.0.1", "1.0 ms", "0 %", "", ""),
                        new Row(2, "10.0.9.2", "2.0 ms", "0 %", "", ""),
                        new Row(3, "silent", "–", "–", "gone", "was 10.0.0.3, no longer answers"),
                        new Row(4, "silent", "–", "–", "gone", "was 10.0.0.4, no longer answers"));
        assertThat(view.different()).isTrue();
        assertThat(view.found()).isEqualTo("Nothing answers beyond hop 2.");
        assertThat(view.compared()).isEqualTo("Another than 24 Nov 2026 09:42:10 WIB");
        assertThat(view.measured())
                .isEqualTo("Measured 24 Nov 2026 10:42:10 WIB by dc-diskominfo (kab-bangkalan-jip-path)");
    }

    @Test
    void wayMovedAndLonger_rowsSayWhichHops() {
        PathView view =
                english(PathResults.reached("p", AT, "10.0.0.1", "*", "10.0.7.3", "10.0.7.4", "10.0.0.4"), BEFORE);

        assertThat(view.rows())
                .extracting(Row::css, Row::note)
                .containsExactly(
                        tuple("", ""),
                        tuple("", ""),
                        tuple("moved", "was 10.0.0.3"),
                        tuple("moved", "was 10.0.0.4"),
                        tuple("added", "new"));
        assertThat(view.found()).isEqualTo("The target answered at hop 5.");
    }

    @Test
    void sameWay_isNotHighlighted_andOneHopMoreOrLessThatIsSilentNeither() {
        PathView view = english(PathResults.reached("p", AT, "*", "10.0.0.2", "10.0.0.3", "10.0.0.4"), BEFORE);

        assertThat(view.different()).isFalse();
        assertThat(view.compared()).isEqualTo("The same as 24 Nov 2026 09:42:10 WIB");
        assertThat(view.rows()).extracting(Row::css).containsOnly("");
    }

    @Test
    void firstWay_isComparedWithNothing_inIndonesian() {
        PathView view = viewer(Words.INDONESIAN).view(probe, List.of(BEFORE)).orElseThrow();

        assertThat(view.compared()).isEqualTo("Jalur sebelumnya tidak diketahui");
        assertThat(view.rows().get(1)).isEqualTo(new Row(2, "senyap", "–", "–", "", ""));
        assertThat(view.rows().get(2).rtt()).isEqualTo("3,0 ms");
    }

    @Test
    void routersWord_isTold() {
        Reason reason = new Reason(Cause.NO_ROUTE, "host unreachable (ICMP 3/1) from 10.0.0.1");
        ProbeResult refused = PathResults.result("p", AT, Outcome.UNREACHABLE, reason, List.of());

        assertThat(english(refused, BEFORE).said())
                .isEqualTo("A router said: host unreachable (ICMP 3/1) from 10.0.0.1");
    }

    @Test
    void noResult_isNoView() {
        assertThat(viewer(Words.ENGLISH).view(probe, List.of())).isEmpty();
    }

    @Test
    void linkPage_ofALinkWithAPath_hasItsTableInTheHtmlItself(@TempDir Path directory) {
        try (Site43 site = new Site43(directory, true)) {
            String html = new Browser(site).asOperator().get(ADDRESS).body();

            assertThat(html)
                    .contains("Jalur ke 10.35.111.1")
                    .contains("<tr class=\"moved\"><th scope=\"row\">3</th><td>10.35.8.2</td>")
                    .contains("<tr class=\"gone\"><th scope=\"row\">5</th><td>senyap</td>");
        }
    }

    private PathView english(ProbeResult now, ProbeResult before) {
        return viewer(Words.ENGLISH).view(probe, List.of(now, before)).orElseThrow();
    }

    private static PathViewer viewer(Words words) {
        return new PathViewer(words, new Moments(words, ZoneId.of("Asia/Jakarta")));
    }
}
