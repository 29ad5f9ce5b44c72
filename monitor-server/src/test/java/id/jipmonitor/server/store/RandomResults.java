package id.jipmonitor.server.store;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Results of every shape, the same for the same seed. Each number and each start of a series occurs once. */
public final class RandomResults {
    private static final List<String> INSTANCES = List.of("", "ether1", "sfp-sfpplus1", "a,b=c d\"\\ [x]", "λ→é 日本");

    private final Random random;
    private final AgentId agent;
    private long number;

    public RandomResults(long seed, String agent) {
        this.random = new Random(seed);
        this.agent = new AgentId(agent);
    }

    /** Results of a probe, one per interval from {@code start}, with some of the rounds left out. */
    public List<RecordedResult> history(String probe, Instant start, Duration interval, int rounds) {
        List<RecordedResult> history = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            if (random.nextInt(10) > 0) {
                history.add(next(probe, start.plus(interval.multipliedBy(i)), interval));
            }
        }
        return history;
    }

    /** The next result of the agent. */
    public RecordedResult next(String probe, Instant at, Duration interval) {
        Outcome outcome = pick(Outcome.values());
        List<Duration> times = times(outcome);
        ProbeResult result = new ProbeResult(
                new ProbeId(probe),
                at.plus(random.nextInt(1_000_000), ChronoUnit.MICROS),
                random.nextLong(),
                interval,
                outcome,
                new Reason(pick(Cause.values()), random.nextBoolean() ? "" : "said \"no\", \\ é=1 λ"),
                new Packets("icmp-echo/56", outcome == Outcome.SKIPPED ? 0 : 5, Duration.ofMillis(1_500)),
                pick(TimestampQuality.values()),
                random.nextBoolean(),
                times,
                measures());
        return new RecordedResult(agent, new Sequence(new BootId(-7), ++number), result);
    }

    private List<Duration> times(Outcome outcome) {
        if (outcome == Outcome.UNREACHABLE || outcome == Outcome.SKIPPED) {
            return List.of();
        }
        return random.longs(random.nextInt(6), 1, 2_000_000_000L)
                .mapToObj(Duration::ofNanos)
                .toList();
    }

    private List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            if (random.nextInt(8) == 0) {
                measures.add(new Measure(metric, INSTANCES.get(random.nextInt(INSTANCES.size())), number()));
            }
        }
        return measures;
    }

    private double number() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt();
            case 2 -> random.nextLong(1L << 53);
            case 3 -> -random.nextDouble();
            default -> random.nextDouble() * 1e-9;
        };
    }

    private <E> E pick(E[] values) {
        return values[random.nextInt(values.length)];
    }
}
