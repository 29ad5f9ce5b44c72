package id.jipmonitor.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.lab.bench.AccuracyBenchmark.Errors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AccuracyBenchmarkTest {
    private static Optional<Duration> micros(long micros) {
        return Optional.of(Duration.ofNanos(micros * 1_000));
    }

    @Test
    void errors_longerAndShorter_areBothDistances() {
        Errors errors = Errors.between(List.of(micros(110), micros(80)), List.of(micros(100), micros(100)));
        assertThat(errors.sortedNanos()).containsExactly(10_000L, 20_000L);
    }

    @Test
    void errors_unknownOnEitherSide_areNotJudgedAndShiftNothing() {
        Errors errors = Errors.between(
                List.of(micros(100), Optional.empty(), micros(103)), List.of(Optional.empty(), micros(5), micros(100)));
        assertThat(errors.sortedNanos()).containsExactly(3_000L);
        assertThat(errors.share()).isEqualTo(1.0 / 3);
    }

    @Test
    void micros_hundredErrors_areNearestRanks() {
        Errors errors = new Errors(
                LongStream.rangeClosed(1, 100).map(each -> each * 1_000).boxed().toList(), 100);
        assertThat(errors.micros(0.5)).isEqualTo(50.0);
        assertThat(errors.micros(0.99)).isEqualTo(99.0);
    }

    @Test
    void micros_nothingJudged_isNoNumber() {
        assertThat(new Errors(List.of(), 20).micros(0.99)).isNaN();
    }

    @Test
    void wire_requestsAndReplies_pairByIdentifierAndSequence() {
        List<Optional<Duration>> seen = WireTimes.read(List.of(
                "1795522383.999999000 IP 10.91.0.1 > 10.91.0.2: ICMP echo request, id 12, seq 0, length 64",
                "1795522384.000000500 IP 10.91.0.1 > 10.91.0.2: ICMP echo request, id 12, seq 1, length 64",
                "1795522384.000001000 IP 10.91.0.2 > 10.91.0.1: ICMP echo reply, id 12, seq 0, length 64",
                "1795522384.100000000 IP 10.91.0.1 > 10.91.0.2: ICMP echo request, id 13, seq 0, length 64",
                "1795522384.100000000 IP 10.91.0.9 > 10.91.0.1: ICMP host 10.91.0.2 unreachable, length 92",
                "1795522384.100000007 IP 10.91.0.2 > 10.91.0.1: ICMP echo reply, id 13, seq 0, length 64"));
        assertThat(seen)
                .containsExactly(
                        Optional.of(Duration.ofNanos(2_000)), Optional.empty(), Optional.of(Duration.ofNanos(7)));
    }

    @Test
    void fping_repliesInAnyOrder_standAtTheirNumbers() {
        List<Optional<Duration>> told = FpingTimes.read(
                List.of(
                        "10.91.0.2 : [1], 64 bytes, 0.051 ms (0.089 avg, 0% loss)",
                        "10.91.0.2 : [0], 64 bytes, 12.5 ms (0.161 avg, 0% loss)",
                        "10.91.0.2 : [2], timed out (0.161 avg, 33% loss)",
                        "",
                        "10.91.0.2 : xmt/rcv/%loss = 3/2/33%, min/avg/max = 0.051/0.085/0.161"),
                3);
        assertThat(told).containsExactly(Optional.of(Duration.ofNanos(12_500_000)), micros(51), Optional.empty());
    }
}
