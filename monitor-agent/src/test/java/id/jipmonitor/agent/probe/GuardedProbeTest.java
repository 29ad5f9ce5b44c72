package id.jipmonitor.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The frame around every type: an own exception is BLIND, and no device makes a result too large. */
class GuardedProbeTest {
    private static final ProbeSpec SPEC = Specs.of(
            "192.0.2.1", Duration.ofSeconds(2), new ProbeSettings.Icmp(1, Duration.ofSeconds(1), 16, 0, false, 64));
    private static final Packets PACKETS = new Packets("icmp-echo/16", 1, Duration.ofSeconds(2));

    private interface Body {
        Verdict measure();
    }

    private static GuardedProbe probe(Body body) {
        return new GuardedProbe(SPEC, PACKETS, new Measurement() {
            @Override
            public Verdict measure(Round round) {
                return body.measure();
            }

            @Override
            public void close() {}
        });
    }

    @Test
    void probe_throws_isBlindNeverUnreachable() throws InterruptedException {
        ProbeResult result;
        try (GuardedProbe probe = probe(() -> {
            throw new IllegalStateException("out of luck");
        })) {
            result = probe.run(Specs.round());
        }

        assertThat(result.outcome()).isEqualTo(Outcome.BLIND);
        assertThat(result.reason())
                .isEqualTo(new Reason(Cause.PROBE_EXCEPTION, "java.lang.IllegalStateException: out of luck"));
        assertThat(result.packets()).isEqualTo(PACKETS);
    }

    @Test
    void measures_tooMany_areCut() throws InterruptedException {
        List<Measure> many = Collections.nCopies(5_000, Measure.of(Metric.SNMP_VALUE, 1));
        ProbeResult result;
        try (GuardedProbe probe = probe(() -> Verdict.of(Outcome.RESPONDED, Reason.NONE, many))) {
            result = probe.run(Specs.round());
        }

        assertThat(result.measures()).hasSize(ProbeResult.MAX_MEASURES);
    }

    @Test
    void trace_always_hearsTheDecision() throws InterruptedException {
        List<String> heard = new ArrayList<>();
        Round round = new Round(Specs.round().startedAt(), 1, (indonesian, english) -> {
            heard.add(indonesian);
            heard.add(english);
        });
        try (GuardedProbe probe = probe(() -> Verdict.of(Outcome.UNREACHABLE, Cause.TIMEOUT, "no answer"))) {
            probe.run(round);
        }

        assertThat(heard)
                .containsExactly("Hasil: UNREACHABLE TIMEOUT no answer", "Result: UNREACHABLE TIMEOUT no answer");
    }
}
