package id.jipmonitor.server.timeline;

import id.jipmonitor.server.timeline.Observation.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Histories for tests: drawn as text, or at random from a seed. */
final class Histories {
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Map<Character, Verdict> LETTERS =
            Map.of('G', Verdict.GOOD, 'P', Verdict.POOR, 'B', Verdict.BAD, 'X', Verdict.BLIND);
    private static final List<Verdict> VERDICTS = List.of(Verdict.GOOD, Verdict.POOR, Verdict.BAD, Verdict.BLIND);

    private Histories() {}

    /** One character per round of 10 s from START: G good, P poor, B bad, X blind, anything else no observation. */
    static List<Observation> drawn(String rounds) {
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < rounds.length(); i++) {
            Verdict verdict = LETTERS.get(rounds.charAt(i));
            if (verdict != null) {
                observations.add(new Observation(START.plus(INTERVAL.multipliedBy(i)), INTERVAL, verdict));
            }
        }
        return observations;
    }

    static Instant second(long seconds) {
        return START.plusSeconds(seconds);
    }

    /** {@code STATE from..to} in seconds from START, for each interval. */
    static String text(Timeline timeline) {
        return timeline.intervals().stream()
                .map(each -> each.state() + " " + seconds(each.from()) + ".." + seconds(each.to()))
                .collect(Collectors.joining(", "));
    }

    /** {@code STATE from@declared} in seconds from START, for each interval. */
    static String declared(Timeline timeline) {
        return timeline.intervals().stream()
                .map(each -> each.state() + " " + seconds(each.from()) + "@" + seconds(each.declaredAt()))
                .collect(Collectors.joining(", "));
    }

    private static long seconds(Instant instant) {
        return Duration.between(START, instant).toSeconds();
    }

    /** Up to 60 rounds with jitter to the microsecond, runs of one verdict, missing rounds, and now and then a change of interval. */
    static List<Observation> random(Random random) {
        List<Observation> observations = new ArrayList<>();
        Instant at = START.plusNanos(1_000L * random.nextInt(20_000_000));
        Duration interval = Duration.ofSeconds(1 + random.nextInt(60));
        int rounds = random.nextInt(60);
        Verdict verdict = Verdict.GOOD;
        for (int i = 0; i < rounds; i++) {
            if (random.nextInt(3) == 0) {
                verdict = VERDICTS.get(random.nextInt(VERDICTS.size()));
            }
            if (random.nextInt(8) != 0) {
                observations.add(new Observation(at, interval, verdict));
            }
            if (random.nextInt(25) == 0) {
                interval = Duration.ofSeconds(1 + random.nextInt(60));
            }
            long skipped = random.nextInt(12) == 0 ? 1 + random.nextInt(5) : 1;
            at = at.plus(interval.multipliedBy(skipped)).plusNanos(1_000L * random.nextInt(1_000_000));
        }
        return observations;
    }
}
