package id.jipmonitor.agent.probe.icmp;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRuleTest {
    private static final String TARGET = "10.0.0.99";
    private static final String OTHER_TARGET = "10.0.0.98";

    /** A to F are routers, a to f such that say unreachable, T is the target, * a silent hop; none: there is no last list. */
    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "none,    A B T,   false",
                "A B T,   A B T,   false",
                "A B T,   A C T,   true",
                "A B T,   C B T,   true",
                "A B T,   A * T,   false",
                "A * T,   A C T,   false",
                "* * T,   A B T,   false",
                "A B T,   A T,     true",
                "A T,     A B T,   true",
                "A * T,   A T,     false",
                "A T,     A * T,   false",
                "A B T,   A B C T, true",
                "A B C T, A C,     true",
                "A B T,   A *,     false",
                "A B T,   * * *,   false",
                "T,       A T,     true",
                "A B T,   A * b,   false",
                "A B T,   A c,     false",
                "A B T,   C B b,   true",
            })
    void changed_onlyHopsAnsweredInBoth_tell(String last, String now, boolean changed) {
        assertThat(PathRule.changed(Optional.ofNullable(last).map(each -> path(TARGET, each)), path(TARGET, now)))
                .isEqualTo(changed);
    }

    @Test
    void changed_anotherTarget_isNotCompared() {
        Optional<TracedPath> last = Optional.of(path(OTHER_TARGET, "C D T"));

        assertThat(PathRule.changed(last, path(TARGET, "A B T"))).isFalse();
    }

    @Test
    void judge_targetReached_countsItsHopsAndTimesThoseThatAnswered() {
        Verdict verdict = PathRule.judge(path(TARGET, "A * T"), true);

        assertThat(verdict.outcome()).isEqualTo(Outcome.RESPONDED);
        assertThat(verdict.measures())
                .containsExactly(
                        Measure.of(Metric.PATH_HOPS, 3),
                        Measure.of(Metric.PATH_CHANGED, 1),
                        new Measure(Metric.PATH_HOP_RTT_SECONDS, "1 10.0.0.1", 0.001),
                        new Measure(Metric.PATH_HOP_LOSS_RATIO, "1 10.0.0.1", 0),
                        new Measure(Metric.PATH_HOP_RTT_SECONDS, "3 10.0.0.99", 0.003),
                        new Measure(Metric.PATH_HOP_LOSS_RATIO, "3 10.0.0.99", 0));
    }

    @Test
    void judge_oneOfFourRequestsLost_isALossOfAQuarter() {
        Optional<Duration> answer = Optional.of(Duration.ofMillis(2));
        Hop target = Hop.target(1, TARGET, List.of(answer, answer, Optional.empty(), answer));
        Verdict verdict =
                PathRule.judge(new TracedPath(TARGET, List.of(target), TimestampQuality.KERNEL, false), false);

        assertThat(verdict.measures()).contains(new Measure(Metric.PATH_HOP_LOSS_RATIO, "1 " + TARGET, 0.25));
    }

    @Test
    void judge_silenceToTheEnd_isUnreachableByTimeout() {
        Verdict verdict = PathRule.judge(path(TARGET, "A B * *"), false);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.TIMEOUT);
        assertThat(verdict.reason().detail()).isEqualTo("4 hops asked; the last that answered: 2 10.0.0.2");
        assertThat(verdict.measures())
                .extracting(Measure::metric)
                .doesNotContain(Metric.PATH_HOPS)
                .contains(Metric.PATH_CHANGED);
    }

    @Test
    void judge_nothingAnswered_saysSo() {
        assertThat(PathRule.judge(path(TARGET, "* *"), false).reason().detail())
                .isEqualTo("2 hops asked; the last that answered: none");
    }

    @Test
    void judge_routerSaysUnreachable_isNoRouteInItsWords() {
        Verdict verdict = PathRule.judge(path(TARGET, "A * b"), false);

        assertThat(verdict.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(verdict.reason().cause()).isEqualTo(Cause.NO_ROUTE);
        assertThat(verdict.reason().detail()).isEqualTo("filtered by a rule (ICMP 3/13) from 10.0.0.2");
        assertThat(verdict.measures())
                .as("how far away the word came from is not known")
                .containsExactly(
                        Measure.of(Metric.PATH_CHANGED, 0),
                        new Measure(Metric.PATH_HOP_RTT_SECONDS, "1 10.0.0.1", 0.001),
                        new Measure(Metric.PATH_HOP_LOSS_RATIO, "1 10.0.0.1", 0));
    }

    private static TracedPath path(String target, String letters) {
        List<Hop> hops = new ArrayList<>();
        for (char each : letters.replace(" ", "").toCharArray()) {
            int number = hops.size() + 1;
            Duration time = Duration.ofMillis(number);
            hops.add(
                    switch (each) {
                        case '*' -> Hop.onTheWay(number, List.of(Optional.empty()));
                        case 'T' -> Hop.target(number, target, List.of(Optional.of(time)));
                        case 'a', 'b', 'c', 'd', 'e', 'f' ->
                            Hop.onTheWay(number, List.of(Optional.of(word(3, 13, each, time))));
                        default -> Hop.onTheWay(number, List.of(Optional.of(word(11, 0, each, time))));
                    });
        }
        return new TracedPath(target, hops, TimestampQuality.KERNEL, false);
    }

    private static IcmpRefusal word(int type, int code, char letter, Duration time) {
        InetAddress router = InetAddress.ofLiteral("10.0.0." + (Character.toUpperCase(letter) - 'A' + 1));
        return new IcmpRefusal(type, code, router, new EchoTiming(time, TimestampQuality.KERNEL));
    }
}
