package id.jipmonitor.agent.selfview;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.SelfView.Gateway;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The published decision table, line by line; Tmax is 4 s, so a stall counts from 2 s. */
class BlindRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "false, 3, 3, ANSWERS,    0,    0,    BLIND,       SELF_INTERFACE_DOWN",
        "false, 0, 0, NOT_PROBED, 0,    0,    BLIND,       SELF_INTERFACE_DOWN",
        "true,  3, 3, ANSWERS,    2000, 0,    BLIND,       SELF_STALLED",
        "true,  3, 3, ANSWERS,    0,    2000, BLIND,       SELF_STALLED",
        "true,  3, 3, ANSWERS,    1999, 1999, UNREACHABLE, TIMEOUT",
        "true,  0, 3, SILENT,     0,    0,    BLIND,       SELF_GATEWAY_SILENT",
        "true,  0, 3, NOT_PROBED, 0,    0,    BLIND,       SELF_ANCHORS_SILENT",
        "true,  0, 3, ANSWERS,    0,    0,    UNREACHABLE, TIMEOUT",
        "true,  0, 0, SILENT,     0,    0,    UNREACHABLE, TIMEOUT",
        "true,  0, 0, NOT_PROBED, 0,    0,    UNREACHABLE, TIMEOUT",
        "true,  1, 3, SILENT,     0,    0,    UNREACHABLE, TIMEOUT",
    })
    void judge_silence_followsTheTable(
            boolean up, int answered, int total, Gateway gateway, long lag, long pause, Outcome outcome, Cause cause) {
        SelfView view = new SelfView(
                NOW,
                up,
                gateway,
                answered,
                total,
                Duration.ofMillis(lag),
                Duration.ofMillis(pause),
                0,
                0,
                Duration.ZERO);

        ProbeResult judged = BlindRule.judge(result(Outcome.UNREACHABLE, Duration.ofSeconds(4)), view);

        assertThat(judged.outcome()).isEqualTo(outcome);
        assertThat(judged.reason().cause()).isEqualTo(cause);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNREACHABLE")
    void judge_anyOtherOutcome_staysWhateverTheView(Outcome outcome) {
        SelfView blind = new SelfView(
                NOW, false, Gateway.SILENT, 0, 3, Duration.ofHours(1), Duration.ofHours(1), 0, 0, Duration.ZERO);
        ProbeResult result = result(outcome, Duration.ofSeconds(4));

        assertThat(BlindRule.judge(result, blind)).isSameAs(result);
    }

    @ParameterizedTest
    @CsvSource({"999, UNREACHABLE", "1000, BLIND"})
    void judge_stallWithShortWaitingTime_countsFromASecond(long lag, Outcome outcome) {
        SelfView view = new SelfView(
                NOW, true, Gateway.ANSWERS, 1, 1, Duration.ofMillis(lag), Duration.ZERO, 0, 0, Duration.ZERO);

        assertThat(BlindRule.judge(result(Outcome.UNREACHABLE, Duration.ofMillis(200)), view)
                        .outcome())
                .isEqualTo(outcome);
    }

    private static ProbeResult result(Outcome outcome, Duration waitingTime) {
        return new ProbeResult(
                new ProbeId("ping-1"),
                NOW,
                1,
                Duration.ofSeconds(5),
                outcome,
                Reason.of(Cause.TIMEOUT),
                new Packets("icmp-echo/56", 5, waitingTime),
                TimestampQuality.KERNEL,
                false,
                List.of(),
                List.of());
    }
}
