package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/**
 * The rounds of one stretch of a series, summed up: what a {@link Bucket} tells and what a rollup row keeps. Summaries of
 * neighbouring stretches merge to that of both, in any order. Not for two threads at once.
 *
 * <p>Packets and round-trip times count only from rounds that say something about the target (RESPONDED, REFUSED,
 * UNREACHABLE): what a blind agent lost is no loss of the link. Packets sent are {@code echo_sent} if the round has it, else
 * its N; answered are {@code echo_received} if the round has it, else its round-trip times if it has any, else all of N
 * when it responded and none when it did not.
 */
public final class Summary {
    private final Map<Outcome, Long> rounds = new EnumMap<>(Outcome.class);
    private long sent;
    private long received;
    private final Latencies latencies = new Latencies();

    /** Makes a summary of nothing. */
    public Summary() {}

    /**
     * What a rollup row keeps.
     *
     * @param times how many round-trip times the sketch stands for; if none, the rest says nothing
     * @param least nanoseconds
     * @param greatest nanoseconds
     * @param sketch their distribution, as the library encodes it
     */
    public record Kept(
            Map<Outcome, Long> rounds,
            long sent,
            long received,
            long times,
            long least,
            long greatest,
            ByteBuffer sketch) {}

    /** Whether a result of that outcome says something about the target. */
    static boolean judges(Outcome outcome) {
        return switch (outcome) {
            case RESPONDED, REFUSED, UNREACHABLE -> true;
            case BLIND, SKIPPED -> false;
        };
    }

    /** Takes one more round. */
    public void add(ProbeResult result) {
        rounds.merge(result.outcome(), 1L, Long::sum);
        if (judges(result.outcome())) {
            sent += Math.round(
                    result.measure(Metric.ECHO_SENT).orElse(result.packets().count()));
            received += received(result);
            for (Duration each : result.roundTripTimes()) {
                latencies.add(each.toNanos());
            }
        }
    }

    /**
     * Takes the rounds of another stretch.
     *
     * @throws IllegalArgumentException when its sketch is damaged
     */
    public void merge(Kept other) {
        other.rounds.forEach((outcome, count) -> rounds.merge(outcome, count, Long::sum));
        sent += other.sent;
        received += other.received;
        if (other.times > 0) {
            latencies.merge(other.times, other.least, other.greatest, other.sketch);
        }
    }

    /** For a rollup row; from now on percentiles are the sketch's. */
    public Kept keep() {
        boolean any = latencies.count() > 0;
        return new Kept(
                Map.copyOf(rounds),
                sent,
                received,
                latencies.count(),
                any ? latencies.least() : 0,
                any ? latencies.greatest() : 0,
                ByteBuffer.wrap(any ? latencies.encoded() : new byte[0]));
    }

    boolean isEmpty() {
        return rounds.isEmpty();
    }

    Bucket bucket(Instant start) {
        return new Bucket(start, rounds, sent, received, latencies.distribution());
    }

    /** Begins anew. */
    public void clear() {
        rounds.clear();
        sent = 0;
        received = 0;
        latencies.clear();
    }

    private static long received(ProbeResult result) {
        int answered = result.roundTripTimes().size();
        boolean responded = result.outcome() != Outcome.UNREACHABLE;
        int otherwise = answered > 0 || !responded ? answered : result.packets().count();
        return Math.round(result.measure(Metric.ECHO_RECEIVED).orElse(otherwise));
    }
}
