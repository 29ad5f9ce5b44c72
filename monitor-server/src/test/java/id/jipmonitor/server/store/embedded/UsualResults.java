package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.RoundTripStatistics;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.server.store.Series;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an agent's ICMP probes bring on most days: rounds that start some 100 us after their time, round-trip times of whole
 * microseconds around one that the way has, with a tail, and one packet in a hundred lost.
 */
final class UsualResults {
    private final SplittableRandom random;
    private final int echoes;
    private long number;

    UsualResults(long seed, int echoes) {
        this.random = new SplittableRandom(seed);
        this.echoes = echoes;
    }

    List<RecordedResult> hour(Series series, Instant from, Duration interval) {
        List<RecordedResult> results = new ArrayList<>();
        for (Instant at = from; at.isBefore(from.plus(1, ChronoUnit.HOURS)); at = at.plus(interval)) {
            results.add(next(series, at, interval));
        }
        return results;
    }

    RecordedResult next(Series series, Instant due, Duration interval) {
        Instant at = due.plus(100 + random.nextInt(100), ChronoUnit.MICROS);
        long base = 2_000L + Math.floorMod(series.hashCode(), 40_000);
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < echoes; i++) {
            if (random.nextInt(100) > 0) {
                double tail = -Math.log(1 - random.nextDouble()) * base / 50;
                times.add(Duration.of(base + (long) tail, ChronoUnit.MICROS));
            }
        }
        number += 40 + random.nextInt(3);
        ProbeResult result = new ProbeResult(
                series.probe(),
                at,
                at.toEpochMilli() * 1_000_000 + random.nextInt(1_000),
                interval,
                times.isEmpty() ? Outcome.UNREACHABLE : Outcome.RESPONDED,
                Reason.NONE,
                new Packets("icmp-echo/56", echoes, Duration.ofMillis(1_500)),
                TimestampQuality.KERNEL,
                false,
                times,
                measures(times));
        return new RecordedResult(series.agent(), new Sequence(new BootId(7), number), result);
    }

    private List<Measure> measures(List<Duration> times) {
        List<Measure> measures = new ArrayList<>(List.of(
                Measure.of(Metric.ECHO_SENT, echoes),
                Measure.of(Metric.ECHO_RECEIVED, times.size()),
                Measure.of(Metric.ECHO_DUPLICATES, 0),
                Measure.of(Metric.ECHO_LATE, 0),
                Measure.of(Metric.ECHO_CORRUPT, 0),
                Measure.of(Metric.ROUND_TRIP_LOSS_RATIO, RoundTripStatistics.lossRatio(echoes, times.size()))));
        RoundTripStatistics.ofAnswered(echoes, times).tell(measures::add);
        return measures;
    }
}
