package id.jipmonitor.protocol.model;

import static java.util.Map.entry;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Statistics (RFC 2330 section 11) over the round-trip times of one round; lost packets have none (RFC 2681). The agent
 * computes them here and the receiver does so again, so that they need not travel: see {@link #following}.
 */
public final class RoundTripStatistics {
    private static final double NANOS = 1e9;
    private static final long MICROS = 1_000;

    private static final Map<Metric, ToDoubleFunction<RoundTripStatistics>> FOLLOWING = new EnumMap<>(Map.ofEntries(
            entry(Metric.ECHO_SENT, each -> each.asked),
            entry(Metric.ECHO_RECEIVED, each -> each.times.length),
            entry(Metric.ECHO_DUPLICATES, _ -> 0),
            entry(Metric.ECHO_LATE, _ -> 0),
            entry(Metric.ECHO_CORRUPT, _ -> 0),
            entry(Metric.ROUND_TRIP_LOSS_RATIO, each -> lossRatio(each.asked, each.times.length)),
            entry(Metric.RTT_MIN_SECONDS, RoundTripStatistics::min),
            entry(Metric.RTT_MEDIAN_SECONDS, RoundTripStatistics::median),
            entry(Metric.RTT_MEAN_SECONDS, RoundTripStatistics::mean),
            entry(Metric.RTT_MAX_SECONDS, RoundTripStatistics::max),
            entry(Metric.RTT_IPDV_MEAN_SECONDS, each -> each.pairs == 0 ? Double.NaN : each.ipdvMean()),
            entry(Metric.CONNECT_SECONDS, RoundTripStatistics::first)));

    private final int asked;
    /** In order of sending. */
    private final long[] times;

    private final long[] sorted;
    private final long sum;
    private final long steps;
    private final int pairs;

    /** @param pairs neighbours that were both answered; {@code steps} is the sum of their differences, nanoseconds */
    private RoundTripStatistics(int asked, long[] times, long steps, int pairs) {
        this.asked = asked;
        this.times = times;
        this.sorted = times.clone();
        Arrays.sort(sorted);
        long total = 0;
        for (long each : times) {
            total += each;
        }
        this.sum = total;
        this.steps = steps;
        this.pairs = pairs;
    }

    /**
     * Of a round as it is told: which packets were lost is not known any more, so that every two answered ones that follow
     * each other count as neighbours.
     *
     * @param asked N, packets that the round should have
     * @param roundTripTimes of the answered ones in order of sending
     */
    public static RoundTripStatistics ofAnswered(int asked, List<Duration> roundTripTimes) {
        long[] times = new long[roundTripTimes.size()];
        long steps = 0;
        for (int i = 0; i < times.length; i++) {
            times[i] = roundTripTimes.get(i).toNanos();
            steps += i == 0 ? 0 : Math.abs(times[i] - times[i - 1]);
        }
        return new RoundTripStatistics(asked, times, steps, Math.max(0, times.length - 1));
    }

    /** Of a round as it was seen: one entry for each packet, empty when it was lost. */
    public static RoundTripStatistics ofRound(List<Optional<Duration>> packets) {
        long[] times = new long[packets.size()];
        int count = 0;
        long steps = 0;
        int pairs = 0;
        for (int i = 0; i < packets.size(); i++) {
            if (packets.get(i).isPresent()) {
                times[count] = packets.get(i).get().toNanos();
                if (i > 0 && packets.get(i - 1).isPresent()) {
                    steps += Math.abs(times[count] - times[count - 1]);
                    pairs++;
                }
                count++;
            }
        }
        return new RoundTripStatistics(packets.size(), Arrays.copyOf(times, count), steps, pairs);
    }

    /** Tells each statistic that the round has. */
    public void tell(Consumer<Measure> measures) {
        if (times.length == 0) {
            return;
        }
        measures.accept(Measure.of(Metric.RTT_MIN_SECONDS, min()));
        measures.accept(Measure.of(Metric.RTT_MEDIAN_SECONDS, median()));
        measures.accept(Measure.of(Metric.RTT_MEAN_SECONDS, mean()));
        measures.accept(Measure.of(Metric.RTT_MAX_SECONDS, max()));
        if (pairs > 0) {
            measures.accept(Measure.of(Metric.RTT_IPDV_MEAN_SECONDS, ipdvMean()));
        }
    }

    /**
     * What a metric is in a round of which nothing else is known: a statistic of its times, or what is usual (nothing late,
     * nothing twice). A sender leaves a value out when it is this one to the last bit.
     *
     * @return NaN when nothing follows
     */
    public double following(Metric metric) {
        ToDoubleFunction<RoundTripStatistics> rule = FOLLOWING.get(metric);
        return rule == null ? Double.NaN : rule.applyAsDouble(this);
    }

    /** 1 - received / sent (RFC 6673); NaN when nothing was sent. */
    public static double lossRatio(int sent, int received) {
        return sent == 0 ? Double.NaN : 1 - (double) received / sent;
    }

    /**
     * To whole microseconds, half a one up. Kernel stamps err by several microseconds; what is finer is noise that would
     * travel and be kept, and no packing removes noise.
     */
    public static Duration wholeMicros(Duration time) {
        return Duration.ofNanos(Math.floorDiv(time.toNanos() + MICROS / 2, MICROS) * MICROS);
    }

    private double first() {
        return times.length == 0 ? Double.NaN : times[0] / NANOS;
    }

    private double min() {
        return times.length == 0 ? Double.NaN : sorted[0] / NANOS;
    }

    private double median() {
        int count = times.length;
        return count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0 / NANOS;
    }

    private double mean() {
        return times.length == 0 ? Double.NaN : (double) sum / times.length / NANOS;
    }

    private double max() {
        return times.length == 0 ? Double.NaN : sorted[times.length - 1] / NANOS;
    }

    /** Mean |D(i) - D(i-1)| (RFC 5481 section 4.1, selection RFC 3393) over neighbours that were both answered. */
    private double ipdvMean() {
        return (double) steps / pairs / NANOS;
    }
}
