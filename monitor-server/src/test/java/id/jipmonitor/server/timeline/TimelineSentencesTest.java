package id.jipmonitor.server.timeline;

import static id.jipmonitor.server.timeline.Histories.START;
import static id.jipmonitor.server.timeline.Histories.declared;
import static id.jipmonitor.server.timeline.Histories.drawn;
import static id.jipmonitor.server.timeline.Histories.second;
import static id.jipmonitor.server.timeline.Histories.text;
import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.inventory.JudgingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DESIGN section 5, sentence by sentence. Rounds of 10 s, k = 3, m = 2; silence shows after 30 s. */
class TimelineSentencesTest {
    private static final JudgingRule RULE = new JudgingRule(3, 2, 0.2, Duration.ofMillis(150), 0);

    @ParameterizedTest(name = "{0}: {1} asked at {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Before the first observation nothing is known          | ...GG     | 50  | NO_DATA 0..30, UP 30..50
            Without any observation nothing is known               | .         | 50  | NO_DATA 0..50
            A GOOD opens UP at once                                | G         | 10  | UP 0..10
            A REFUSED-like GOOD keeps UP                           | GGGG      | 40  | UP 0..40
            DOWN starts at the first BAD of a run of k             | GGBBB     | 50  | UP 0..20, DOWN 20..50
            Fewer than k BAD are a blip and no state               | GGBBGG    | 60  | UP 0..60
            A blip that is not over yet is no state                | GGBB      | 40  | UP 0..40
            DOWN ends at the first of a run of m non-BAD           | GBBBGG    | 60  | UP 0..10, DOWN 10..40, UP 40..60
            Fewer than m non-BAD do not end DOWN                   | GBBBGBBB  | 80  | UP 0..10, DOWN 10..80
            One non-BAD so far does not end DOWN                   | GBBBG     | 50  | UP 0..10, DOWN 10..50
            A POOR is non-BAD, so it ends DOWN, in DEGRADED        | GBBBPP    | 60  | UP 0..10, DOWN 10..40, DEGRADED 40..60
            DOWN ends at a POOR, DEGRADED at the first GOOD        | GBBBPGG   | 70  | UP 0..10, DOWN 10..40, DEGRADED 40..50, UP 50..70
            DEGRADED starts at the first POOR of a run of k        | GPPPP     | 50  | UP 0..10, DEGRADED 10..50
            Fewer than k POOR are a blip                           | GPPGG     | 50  | UP 0..50
            BAD counts towards DEGRADED                            | GPBPB     | 50  | UP 0..10, DEGRADED 10..50
            BAD in a row inside DEGRADED become DOWN               | GPBBBB    | 60  | UP 0..10, DEGRADED 10..20, DOWN 20..60
            A run of BAD alone is DOWN and never DEGRADED          | GBBBB     | 50  | UP 0..10, DOWN 10..50
            DEGRADED ends at the first of m GOOD                   | GPPPGG    | 60  | UP 0..10, DEGRADED 10..40, UP 40..60
            Fewer than m GOOD do not end DEGRADED                  | GPPPGPGP  | 80  | UP 0..10, DEGRADED 10..80
            BLIND lasts to the next observation that is not        | GGXXG     | 50  | UP 0..20, BLIND 20..40, UP 40..50
            BLIND interrupts a run: counters start anew            | GBBXB     | 50  | UP 0..30, BLIND 30..40, NO_DATA 40..50
            BLIND interrupts DOWN, and a GOOD opens UP at once     | GBBBXG    | 60  | UP 0..10, DOWN 10..40, BLIND 40..50, UP 50..60
            After BLIND, k BAD are DOWN from the first             | GXBBB     | 50  | UP 0..10, BLIND 10..20, DOWN 20..50
            After BLIND, fewer BAD take the next one's state       | GXBBG     | 50  | UP 0..10, BLIND 10..20, UP 20..50
            After BLIND, BAD then POOR make DEGRADED if k in all   | GXBBP     | 50  | UP 0..10, BLIND 10..20, DEGRADED 20..50
            After BLIND, fewer BAD before a BLIND are BLIND        | GXBBX     | 50  | UP 0..10, BLIND 10..50
            After BLIND, BAD alone say nothing yet                 | GXBB      | 40  | UP 0..10, BLIND 10..20, NO_DATA 20..40
            Silence of exactly 2 i + 10 s is in time               | GG        | 40  | UP 0..40
            Silence shows from last observation + i                | GG        | 41  | UP 0..20, NO_DATA 20..41
            Silence is never UP                                    | GG        | 999 | UP 0..20, NO_DATA 20..999
            A round missed is in time                              | GG.GG     | 50  | UP 0..50
            Two rounds missed are in time                          | GG..GG    | 60  | UP 0..60
            Three rounds missed are silence                        | GG...GG   | 70  | UP 0..20, NO_DATA 20..50, UP 50..70
            After silence a GOOD opens UP at once                  | BBB...G   | 70  | DOWN 0..30, NO_DATA 30..60, UP 60..70
            After silence, k BAD are DOWN from the first           | GG...BBB  | 80  | UP 0..20, NO_DATA 20..50, DOWN 50..80
            After silence, fewer BAD take the next one's state     | GG...BBG  | 80  | UP 0..20, NO_DATA 20..50, UP 50..80
            After silence, BAD before new silence stay NO_DATA     | GG...BB...G | 110 | UP 0..20, NO_DATA 20..100, UP 100..110
            Silence interrupts a run: counters start anew          | GBB...BB  | 80  | UP 0..30, NO_DATA 30..80
            BLIND and then silence                                 | GX        | 90  | UP 0..10, BLIND 10..20, NO_DATA 20..90
            At the start BAD say nothing before k of them          | BB        | 20  | NO_DATA 0..20
            At the start k BAD are DOWN                            | BBB       | 30  | DOWN 0..30
            POOR then BAD: DEGRADED needs k in all                 | GPB       | 30  | UP 0..30
            Between observations the earlier one's state holds     | GG        | 35  | UP 0..35
            """)
    void probe_history_hasStates(String sentence, String rounds, long asOf, String expected) {
        Timeline timeline = ProbeTimeline.of(drawn(rounds), RULE, START, second(asOf), second(asOf));

        assertThat(text(timeline)).as(sentence).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            DOWN is declared by the k-th BAD           | GGBBBB   | UP 0@0, DOWN 20@40
            its end is declared by the m-th non-BAD    | BBBGGG   | DOWN 0@20, UP 30@40
            DEGRADED is declared by the k-th           | GPPP     | UP 0@0, DEGRADED 10@30
            its end is declared by the m-th GOOD       | PPPGG    | DEGRADED 0@20, UP 30@40
            UP after BLIND is declared by the GOOD     | XBBG     | BLIND 0@0, UP 10@30
            BLIND is declared by the observation       | GX       | UP 0@0, BLIND 10@10
            """)
    void state_declaredAt_isTheObservationThatMadeItCertain(String sentence, String rounds, String expected) {
        Instant end = second(10L * rounds.length());

        assertThat(declared(ProbeTimeline.of(drawn(rounds), RULE, START, end, end)))
                .as(sentence)
                .isEqualTo(expected);
    }

    @Test
    void silence_declaredAt_isTheEndOfTheLimit() {
        Timeline timeline = ProbeTimeline.of(drawn("GG"), RULE, START, second(90), second(90));

        assertThat(declared(timeline)).isEqualTo("UP 0@0, NO_DATA 20@40");
    }

    @Test
    void question_aboutThePast_isAnsweredByAllThatIsKnown() {
        Timeline timeline = ProbeTimeline.of(drawn("GGBBB"), RULE, START, second(30), second(50));

        assertThat(text(timeline)).isEqualTo("UP 0..20, DOWN 20..30");
    }

    @ParameterizedTest(name = "quorum {0} of {1} and {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0 | GGBBBB | GGGGGG | UP 0..20, DEGRADED 20..60
            0 | GGBBBB | GGBBBB | UP 0..20, DOWN 20..60
            1 | GGBBBB | GGGGGG | UP 0..20, DOWN 20..60
            2 | GGBBBB | XXXXXX | UP 0..20, DEGRADED 20..60
            0 | GGBBBB | XXXXXX | UP 0..20, DOWN 20..60
            0 | GGBBBB | ...... | UP 0..20, DOWN 20..60
            0 | XXXXXX | ...... | BLIND 0..60
            0 | ...... | ...... | NO_DATA 0..60
            0 | GGPPPP | GGGGGG | UP 0..20, DEGRADED 20..60
            0 | GGPPPP | BBBBBB | DEGRADED 0..60
            """)
    void link_quorum_combinesValidProbes(int quorum, String one, String other, String expected) {
        List<Timeline> probes = List.of(probe(one), probe(other));

        assertThat(text(LinkTimeline.of(probes, quorum, START, second(60)))).isEqualTo(expected);
    }

    @Test
    void link_declaredAt_isTheLastProbesDeclaration() {
        List<Timeline> probes = List.of(probe("GBBBBB"), probe("GGBBBB"));

        assertThat(declared(LinkTimeline.of(probes, 0, START, second(60))))
                .isEqualTo("UP 0@0, DEGRADED 10@30, DOWN 20@40");
    }

    @Test
    void link_withoutProbes_isNoData() {
        assertThat(text(LinkTimeline.of(List.of(), 0, START, second(60)))).isEqualTo("NO_DATA 0..60");
    }

    @Test
    void maintenance_window_replacesTheMeasuredState() {
        Timeline ledger = Maintenance.over(
                probe("GGBBBB"), List.of(new Window(second(25), second(45)), new Window(second(40), second(50))));

        assertThat(text(ledger)).isEqualTo("UP 0..20, DOWN 20..25, MAINTENANCE 25..50, DOWN 50..60");
    }

    private static Timeline probe(String rounds) {
        return ProbeTimeline.of(drawn(rounds), RULE, START, second(60), second(60));
    }
}
