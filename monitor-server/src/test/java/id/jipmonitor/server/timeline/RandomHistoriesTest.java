package id.jipmonitor.server.timeline;

import static id.jipmonitor.server.timeline.Histories.START;
import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.availability.Availability;
import id.jipmonitor.server.inventory.JudgingRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for every history, on ten thousand drawn from fixed seeds. */
class RandomHistoriesTest {
    private static final int HISTORIES = 10_000;

    @Test
    void states_ofEveryHistory_sumToThePeriodToTheMillisecond() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Instant from = START.plusNanos(random.nextInt(1_000_000_000));
            Instant to = from.plusNanos(1 + random.nextLong(Duration.ofHours(1).toNanos()));
            List<Timeline> probes = new ArrayList<>();
            for (int probe = random.nextInt(3); probe >= 0; probe--) {
                probes.add(ProbeTimeline.of(Histories.random(random), rule(random), from, to, to));
            }
            Timeline link = LinkTimeline.of(probes, random.nextInt(3), from, to);
            Timeline ledger = Maintenance.over(link, windows(random));

            long period = to.toEpochMilli() - from.toEpochMilli();
            assertThat(Availability.of(link).period()).as("seed %d", seed).isEqualTo(period);
            assertThat(Availability.of(ledger).period()).as("seed %d", seed).isEqualTo(period);
            assertThat(neighboursDiffer(link)).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void fold_ofEveryHistory_equalsTheSentencesReadLiterally() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            JudgingRule rule = rule(random);
            List<Observation> history = Histories.random(random);
            Instant to =
                    START.plusNanos(1_000 * random.nextLong(3_600_000_000L)).plusNanos(1_000);

            Timeline folded = ProbeTimeline.of(history, rule, START, to, to);
            Timeline read = new LiteralReading(history, rule).timeline(START, to, to);

            assertThat(Histories.text(folded)).as("seed %d", seed).isEqualTo(Histories.text(read));
            assertThat(states(folded)).as("seed %d", seed).isEqualTo(states(read));
        }
    }

    @Test
    void builder_fedInAnyOrderWithRepetitions_answersLikeTheFunctionOverTheSortedSet() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            JudgingRule rule = rule(random);
            List<Observation> history = Histories.random(random);
            List<Observation> arriving = arriving(history, random);
            TimelineBuilder builder = new TimelineBuilder(rule);
            List<Observation> arrived = new ArrayList<>();
            for (Observation each : arriving) {
                builder.add(each);
                arrived.add(each);
                if (random.nextInt(10) == 0) {
                    assertAgrees(seed, builder, arrived, rule, START);
                }
            }
            assertAgrees(seed, builder, history, rule, START);
        }
    }

    @Test
    void builder_thatForgot_staysExactAfterwards() {
        for (int seed = 0; seed < HISTORIES / 10; seed++) {
            Random random = new Random(seed);
            JudgingRule rule = rule(random);
            List<Observation> history = Histories.random(random);
            Instant horizon = START.plusSeconds(random.nextInt(900));
            List<Observation> newer = new ArrayList<>();
            TimelineBuilder builder = new TimelineBuilder(rule);
            for (Observation each : history) {
                if (each.at().isBefore(horizon)) {
                    builder.add(each);
                } else {
                    newer.add(each);
                }
            }
            builder.forgetBefore(horizon, horizon);
            Collections.shuffle(newer, random);
            newer.forEach(builder::add);
            assertAgrees(seed, builder, history, rule, horizon);
        }
    }

    @Test
    void version_whenNothingChanges_staysEqual() {
        TimelineBuilder builder = new TimelineBuilder(JudgingRule.DEFAULT);
        Histories.drawn("GGBBBGG").forEach(builder::add);
        long before = builder.version();

        Histories.drawn("GGBBBGGGGG").forEach(builder::add);
        assertThat(builder.version()).isEqualTo(before);

        Histories.drawn("GGBBBGGGGGX").forEach(builder::add);
        assertThat(builder.version()).isGreaterThan(before);
    }

    @Test
    void blips_areCounted_onceEach() {
        TimelineBuilder builder = new TimelineBuilder(JudgingRule.DEFAULT);
        Histories.drawn("GBGBBGPGBBBGGPBX").forEach(builder::add);

        assertThat(builder.blips()).isEqualTo(4);
    }

    private static void assertAgrees(
            int seed, TimelineBuilder builder, List<Observation> known, JudgingRule rule, Instant from) {
        Instant asOf = START.plus(Duration.ofHours(12));
        Timeline expected = ProbeTimeline.of(known, rule, from, asOf, asOf);
        assertThat(builder.timeline(from, asOf, asOf)).as("seed %d", seed).isEqualTo(expected);
        assertThat(builder.stateAt(asOf)).isEqualTo(expected.at(asOf.minusNanos(1)));
    }

    private static List<Observation> arriving(List<Observation> history, Random random) {
        List<Observation> arriving = new ArrayList<>(history);
        for (int swaps = random.nextInt(20); swaps > 0 && !arriving.isEmpty(); swaps--) {
            arriving.add(random.nextInt(arriving.size() + 1), arriving.get(random.nextInt(arriving.size())));
        }
        if (random.nextBoolean()) {
            Collections.shuffle(arriving, random);
        }
        return arriving;
    }

    private static JudgingRule rule(Random random) {
        return new JudgingRule(1 + random.nextInt(5), 1 + random.nextInt(4), 0.2, Duration.ofMillis(150), 0);
    }

    private static List<Window> windows(Random random) {
        List<Window> windows = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Instant from = START.plusSeconds(random.nextInt(3_600));
            windows.add(new Window(from, from.plusNanos(1 + random.nextLong(1_000_000_000_000L))));
        }
        return windows;
    }

    private static boolean neighboursDiffer(Timeline timeline) {
        List<Interval> intervals = timeline.intervals();
        for (int i = 1; i < intervals.size(); i++) {
            if (intervals.get(i).state() == intervals.get(i - 1).state()) {
                return false;
            }
        }
        return true;
    }

    private static List<String> states(Timeline timeline) {
        return timeline.intervals().stream()
                .map(each -> each.state() + " " + each.from())
                .toList();
    }
}
