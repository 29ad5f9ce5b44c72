package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What one step of a query saw. A bucket without rounds is not in the answer: a gap is a gap.
 *
 * @param start inclusive; a round belongs to the bucket that its start falls into
 * @param rounds rounds by outcome; absent means none
 * @param sent packets (or attempts) sent
 * @param received packets (or attempts) answered
 * @param rtt round-trip times in seconds, when any packet was answered
 */
public record Bucket(Instant start, Map<Outcome, Long> rounds, long sent, long received, Optional<Distribution> rtt) {
    /** Seconds. Percentiles are of the packets' RTTs kept in results, nearest rank. */
    public record Distribution(double min, double median, double p95, double p99, double max) {}

    public Bucket {
        rounds = Map.copyOf(rounds);
    }
}
