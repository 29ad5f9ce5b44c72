package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RoundTripStatistics;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Results as the ICMP probes of one site make them: five echoes whose times spread over 800 microseconds, one in 500 lost, all
 * eleven measures, rounds that begin some hundred microseconds late. Chance is given, so that runs are alike.
 */
final class MadeResults {
    /** How often each probe has a round. */
    static final Duration EVERY = Duration.ofSeconds(10);

    private static final int ECHOES = 5;
    private static final int LOST_IN = 500;
    private static final int SPREAD_MICROS = 800;
    private static final int LATE_MICROS = 700;
    private static final int PATHS = 40;

    private final List<ProbeId> probes = new ArrayList<>();
    private final RandomGenerator random;
    private final Instant begun;
    private long made;

    /** @param begun of the first round */
    MadeResults(int probes, Instant begun, RandomGenerator random) {
        for (int i = 0; i < probes; i++) {
            this.probes.add(new ProbeId("site-%02d-icmp".formatted(i)));
        }
        this.begun = begun;
        this.random = random;
    }

    /** The next results in order of time, each probe in its turn. */
    List<ProbeResult> next(int count) {
        List<ProbeResult> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int probe = (int) (made % probes.size());
            long micros = made * EVERY.toNanos() / 1_000 / probes.size() + random.nextInt(LATE_MICROS);
            results.add(result(probe, micros));
            made++;
        }
        return results;
    }

    /** The next results, whose rounds all begin at that instant or just after. */
    List<ProbeResult> at(Instant now, int count) {
        List<ProbeResult> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long micros = Duration.between(begun, now).toNanos() / 1_000;
            results.add(result((int) (made % probes.size()), micros + i));
            made++;
        }
        return results;
    }

    private ProbeResult result(int probe, long micros) {
        return echoes(probes.get(probe), probe, begun.plusNanos(1_000 * micros), EVERY, random);
    }

    /**
     * A round of five echoes.
     *
     * @param path which of {@value #PATHS} distances it goes
     */
    static ProbeResult echoes(ProbeId probe, int path, Instant at, Duration every, RandomGenerator random) {
        long base = 1_000 + 997L * (path % PATHS);
        List<Optional<Duration>> echoes = new ArrayList<>(ECHOES);
        for (int i = 0; i < ECHOES; i++) {
            long time = base + random.nextInt(SPREAD_MICROS);
            echoes.add(random.nextInt(LOST_IN) == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(1_000 * time)));
        }
        List<Duration> times = echoes.stream().flatMap(Optional::stream).toList();
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return new ProbeResult(
                probe,
                at,
                1_000 * (micros + random.nextInt(2)),
                every,
                Outcome.RESPONDED,
                Reason.NONE,
                new Packets("icmp-echo/56", ECHOES, Duration.ofSeconds(1)),
                TimestampQuality.KERNEL,
                false,
                times,
                measures(echoes, times.size()));
    }

    private static List<Measure> measures(List<Optional<Duration>> echoes, int received) {
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.of(Metric.ECHO_SENT, ECHOES));
        measures.add(Measure.of(Metric.ECHO_RECEIVED, received));
        measures.add(Measure.of(Metric.ECHO_DUPLICATES, 0));
        measures.add(Measure.of(Metric.ECHO_LATE, 0));
        measures.add(Measure.of(Metric.ECHO_CORRUPT, 0));
        measures.add(Measure.of(Metric.ROUND_TRIP_LOSS_RATIO, RoundTripStatistics.lossRatio(ECHOES, received)));
        RoundTripStatistics.ofRound(echoes).tell(measures::add);
        return measures;
    }

    /** What an agent says of itself that moment; its numbers move as real ones do. */
    SelfView view(Instant at) {
        return new SelfView(
                at,
                true,
                SelfView.Gateway.ANSWERS,
                3,
                3,
                Duration.ofNanos(random.nextInt(100_000, 3_000_000)),
                Duration.ofNanos(random.nextInt(1_000_000, 9_000_000)),
                0,
                random.nextInt(4),
                Duration.ofMillis(random.nextInt(200)));
    }
}
