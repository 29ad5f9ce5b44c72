package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Results of one series, in order of start, to the buckets of a query. Every store answers with it, so that all give the
 * same figures.
 *
 * <p>Packets and round-trip times count only from rounds that say something about the target (RESPONDED, REFUSED,
 * UNREACHABLE): what a blind agent lost is no loss of the link. Packets sent are {@code echo_sent} if the round has it, else
 * its N; answered are {@code echo_received} if the round has it, else its round-trip times if it has any, else all of N
 * when it responded and none when it did not. Only one bucket's round-trip times are held at a time.
 */
public final class Rollup {
    private final Instant from;
    private final Instant to;
    private final long stepMicros;
    private final List<Bucket> done = new ArrayList<>();

    private final Map<Outcome, Long> rounds = new EnumMap<>(Outcome.class);
    private long index = -1;
    private long sent;
    private long received;
    private long[] nanos = new long[64];
    private int count;

    public Rollup(Query query) {
        this.from = query.from();
        this.to = query.to();
        this.stepMicros = Math.max(1, query.step().dividedBy(ChronoUnit.MICROS.getDuration()));
    }

    /**
     * Takes the next result; one outside the query's range is passed over.
     *
     * @throws IllegalArgumentException when it belongs to an earlier bucket than the one before
     */
    public void add(RecordedResult recorded) {
        ProbeResult result = recorded.result();
        if (result.startedAt().isBefore(from) || !result.startedAt().isBefore(to)) {
            return;
        }
        long bucket = ChronoUnit.MICROS.between(from, result.startedAt()) / stepMicros;
        if (bucket < index) {
            throw new IllegalArgumentException("rollup: expected results in order of start. Found: "
                    + result.startedAt() + " after bucket " + start(index));
        }
        if (bucket > index) {
            close();
            index = bucket;
        }
        take(result);
    }

    /** The buckets of everything added, in order; those without rounds are left out. Ends the rollup. */
    public List<Bucket> buckets() {
        close();
        return List.copyOf(done);
    }

    private void take(ProbeResult result) {
        rounds.merge(result.outcome(), 1L, Long::sum);
        switch (result.outcome()) {
            case RESPONDED, REFUSED, UNREACHABLE -> {
                sent += Math.round(
                        result.measure(Metric.ECHO_SENT).orElse(result.packets().count()));
                received += received(result);
                result.roundTripTimes().forEach(this::hold);
            }
            case BLIND, SKIPPED -> {}
        }
    }

    private static long received(ProbeResult result) {
        int answered = result.roundTripTimes().size();
        boolean responded = result.outcome() != Outcome.UNREACHABLE;
        int otherwise = answered > 0 || !responded ? answered : result.packets().count();
        return Math.round(result.measure(Metric.ECHO_RECEIVED).orElse(otherwise));
    }

    private void hold(Duration roundTrip) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = roundTrip.toNanos();
    }

    private void close() {
        if (rounds.isEmpty()) {
            return;
        }
        done.add(new Bucket(start(index), rounds, sent, received, distribution()));
        rounds.clear();
        sent = 0;
        received = 0;
        count = 0;
    }

    private Instant start(long bucket) {
        return from.plus(bucket * stepMicros, ChronoUnit.MICROS);
    }

    private Optional<Bucket.Distribution> distribution() {
        if (count == 0) {
            return Optional.empty();
        }
        Arrays.sort(nanos, 0, count);
        return Optional.of(new Bucket.Distribution(rank(0), rank(500), rank(950), rank(990), rank(1_000)));
    }

    /** Nearest rank: the smallest value such that at least that share (per mille) of all values is not above it. */
    private double rank(int perMille) {
        int rank = Math.toIntExact(Math.ceilDiv((long) count * perMille, 1_000L));
        return nanos[Math.max(1, rank) - 1] / 1e9;
    }
}
