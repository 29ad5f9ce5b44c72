package id.jipmonitor.server.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathStoryTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Jakarta");
    private static final Instant AT = Instant.parse("2026-11-24T03:42:10Z");
    private static final Trace BEFORE = new Trace(
            Instant.parse("2026-11-24T03:05:00Z"), way("10.8.0.254", "*", "10.8.0.1", "10.8.0.9", "10.35.0.9"));

    @Test
    void difference_wayEndsEarlier_saysWhereAndHowItWentOn() {
        tells(
                Optional.of(BEFORE),
                cut("10.8.0.254", "*", "10.8.0.1"),
                "Jalur dari dc ke 10.35.0.9: sejak 24 Nov 10.42 WIB berakhir setelah lompatan 3 (10.8.0.1); sebelumnya (24 Nov"
                        + " 10.05 WIB) berlanjut ke lompatan 4 (10.8.0.9) dan sasaran di lompatan 5.",
                "Path from dc to 10.35.0.9: since 24 Nov 10:42 WIB it ends after hop 3 (10.8.0.1); before (24 Nov 10:05"
                        + " WIB) it went on to hop 4 (10.8.0.9) and the target at hop 5.");
    }

    @Test
    void difference_wayEndsEarlierAndElsewhere_saysBoth() {
        tells(
                Optional.of(BEFORE),
                cut("10.8.0.254", "*", "10.8.0.1", "10.9.9.9"),
                "Jalur dari dc ke 10.35.0.9: sejak 24 Nov 10.42 WIB berakhir setelah lompatan 4 (10.9.9.9); sebelumnya (24 Nov"
                        + " 10.05 WIB) berlanjut ke sasaran di lompatan 5; lain dari sebelumnya (24 Nov 10.05 WIB):"
                        + " lompatan 4 kini 10.9.9.9, dulu 10.8.0.9.",
                "Path from dc to 10.35.0.9: since 24 Nov 10:42 WIB it ends after hop 4 (10.9.9.9); before (24 Nov 10:05"
                        + " WIB) it went on to the target at hop 5; other than before (24 Nov 10:05 WIB): hop 4 is"
                        + " 10.9.9.9, was 10.8.0.9.");
    }

    @Test
    void difference_noHopAnswers_saysSo() {
        tells(
                Optional.of(BEFORE),
                cut(),
                "Jalur dari dc ke 10.35.0.9: sejak 24 Nov 10.42 WIB tidak ada lompatan yang menjawab; sebelumnya (24 Nov 10.05"
                        + " WIB) berlanjut ke lompatan 1 (10.8.0.254), lompatan 3 (10.8.0.1), lompatan 4 (10.8.0.9) dan"
                        + " sasaran di lompatan 5.",
                "Path from dc to 10.35.0.9: since 24 Nov 10:42 WIB no hop answers; before (24 Nov 10:05 WIB) it went on"
                        + " to hop 1 (10.8.0.254), hop 3 (10.8.0.1), hop 4 (10.8.0.9) and the target at hop 5.");
    }

    @Test
    void difference_sameWayToTheTarget_saysSo() {
        tells(
                Optional.of(BEFORE),
                new Trace(AT, way("10.8.0.254", "10.7.7.7", "10.8.0.1", "*", "10.35.0.9")),
                "Jalur dari dc ke 10.35.0.9: pada 24 Nov 10.42 WIB sasaran terjangkau di lompatan 5; sama seperti sebelumnya"
                        + " (24 Nov 10.05 WIB).",
                "Path from dc to 10.35.0.9: at 24 Nov 10:42 WIB it reached the target at hop 5; the same as before (24"
                        + " Nov 10:05 WIB).");
    }

    @Test
    void difference_anotherWayToTheTarget_namesTheHops() {
        tells(
                Optional.of(BEFORE),
                new Trace(AT, way("10.8.0.254", "*", "10.9.0.1", "10.35.0.9")),
                "Jalur dari dc ke 10.35.0.9: pada 24 Nov 10.42 WIB sasaran terjangkau di lompatan 4; lain dari sebelumnya (24"
                        + " Nov 10.05 WIB): lompatan 3 kini 10.9.0.1, dulu 10.8.0.1, lompatan 4 kini 10.35.0.9, dulu"
                        + " 10.8.0.9.",
                "Path from dc to 10.35.0.9: at 24 Nov 10:42 WIB it reached the target at hop 4; other than before (24"
                        + " Nov 10:05 WIB): hop 3 is 10.9.0.1, was 10.8.0.1, hop 4 is 10.35.0.9, was 10.8.0.9.");
    }

    @Test
    void difference_nothingKnownBefore_saysSo() {
        tells(
                Optional.empty(),
                cut("10.8.0.254"),
                "Jalur dari dc ke 10.35.0.9: sejak 24 Nov 10.42 WIB berakhir setelah lompatan 1 (10.8.0.254); sehari"
                        + " sebelumnya tidak ada jalur utuh.",
                "Path from dc to 10.35.0.9: since 24 Nov 10:42 WIB it ends after hop 1 (10.8.0.254); no whole path is"
                        + " known from the day before.");
    }

    @Test
    void hops_bothLists_areTold() {
        assertThat(PathStory.inIndonesian(ZONE).hops(Optional.of(BEFORE), cut("10.8.0.254")))
                .isEqualTo("Lompatan sebelumnya (24 Nov 10.05 WIB): 1 10.8.0.254, 2 *, 3 10.8.0.1, 4 10.8.0.9, 5"
                        + " 10.35.0.9. Lompatan dalam gangguan (24 Nov 10.42 WIB): 1 10.8.0.254.");
        assertThat(PathStory.inEnglish(ZONE).hops(Optional.empty(), cut()))
                .isEqualTo("Hops in the fault (24 Nov 10:42 WIB): none.");
    }

    private static void tells(Optional<Trace> before, Trace now, String indonesian, String english) {
        assertThat(PathStory.inIndonesian(ZONE).difference("dc", "10.35.0.9", before, now))
                .isEqualTo(indonesian);
        assertThat(PathStory.inEnglish(ZONE).difference("dc", "10.35.0.9", before, now))
                .isEqualTo(english);
    }

    private static Way way(String... hops) {
        return Way.of(PathResults.reached("p", AT, hops)).orElseThrow();
    }

    private static Trace cut(String... hops) {
        return new Trace(AT, Way.of(PathResults.cut("p", AT, hops)).orElseThrow());
    }
}
