package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
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
import id.jipmonitor.server.alert.TestNetwork;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.WatchedProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Results of the test network over half an hour: outages of links, backbones and everything, blind and silent agents. */
final class RandomNetwork {
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    static final Duration LENGTH = Duration.ofMinutes(30);

    private final Random random;
    private final Map<AgentId, Long> numbers = new HashMap<>();

    RandomNetwork(Random random) {
        this.random = random;
    }

    /** A stretch in which some probes see something else than an answer. */
    private record Trouble(Instant from, Instant to, List<String> links, Outcome outcome) {}

    /** The test network with a path to the target of two of its links. */
    static Inventory inventory() {
        Inventory usual = TestNetwork.inventory();
        Map<ProbeId, WatchedProbe> probes = new TreeMap<>(usual.probes());
        for (String link : List.of("l1", "l6")) {
            WatchedProbe judge = usual.probe(new ProbeId(link)).orElseThrow();
            ProbeSpec spec = new ProbeSpec(
                    new ProbeId(link + "-path"),
                    judge.spec().target(),
                    new Cadence.Every(Duration.ofSeconds(60)),
                    Duration.ofSeconds(2),
                    new ProbeSettings.Path(8, 2, new ProbeSettings.Path.Echo(56)));
            probes.put(spec.probe(), new WatchedProbe(judge.agent(), judge.link(), spec, false));
        }
        return new Inventory(usual.sites(), usual.segments(), usual.links(), usual.contracts(), usual.agents(), probes);
    }

    List<RecordedResult> results() {
        Inventory inventory = inventory();
        List<Trouble> troubles = troubles();
        List<RecordedResult> results = new ArrayList<>();
        for (WatchedProbe probe :
                new TreeMap<>(inventory.probes()).values()) { // in one order, so that a seed is one history
            Instant at = START.plusNanos(1_000L * random.nextInt(10_000_000));
            while (at.isBefore(START.plus(LENGTH))) {
                Outcome outcome = outcome(probe, at, troubles);
                if (outcome != Outcome.SKIPPED) {
                    results.add(recorded(probe, at, outcome));
                }
                at = at.plus(probe.spec().cadence().interval()).plusNanos(1_000L * random.nextInt(5_000));
            }
        }
        results.sort((one, other) ->
                one.result().startedAt().compareTo(other.result().startedAt()));
        return results;
    }

    private List<Trouble> troubles() {
        List<List<String>> reaches = List.of(
                List.of("l1"),
                List.of("l3"),
                List.of("l6"),
                List.of("l1", "l2"),
                List.of("l3", "l4"),
                List.of("l1", "l2", "l3", "l4", "l5"));
        List<Outcome> outcomes =
                List.of(Outcome.UNREACHABLE, Outcome.UNREACHABLE, Outcome.UNREACHABLE, Outcome.BLIND, Outcome.SKIPPED);
        List<Trouble> troubles = new ArrayList<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            Instant from = START.plusMillis(random.nextLong(LENGTH.toMillis()));
            Instant to = from.plusMillis(random.nextLong(300_000));
            List<String> links = reaches.get(random.nextInt(reaches.size()));
            troubles.add(new Trouble(from, to, links, outcomes.get(random.nextInt(outcomes.size()))));
        }
        return troubles;
    }

    private Outcome outcome(WatchedProbe probe, Instant at, List<Trouble> troubles) {
        for (Trouble each : troubles) {
            if (!at.isBefore(each.from())
                    && at.isBefore(each.to())
                    && each.links().contains(probe.link().value())) {
                return each.outcome();
            }
        }
        return random.nextInt(15) == 0 ? Outcome.UNREACHABLE : Outcome.RESPONDED;
    }

    /** The first result of a probe of the network: all is well. */
    static RecordedResult answer(Inventory inventory, String probe, Instant at) {
        WatchedProbe watched = inventory.probe(new ProbeId(probe)).orElseThrow();
        return new RandomNetwork(new Random(0)).recorded(watched, at, Outcome.RESPONDED);
    }

    private List<Measure> hops() {
        return IntStream.rangeClosed(1, random.nextInt(5))
                .mapToObj(number -> new Measure(
                        Metric.PATH_HOP_RTT_SECONDS, number + " 10.0." + number + "." + random.nextInt(2), 0.001))
                .toList();
    }

    private RecordedResult recorded(WatchedProbe probe, Instant at, Outcome outcome) {
        long number = numbers.merge(probe.agent(), 1L, Long::sum);
        ProbeResult result = new ProbeResult(
                probe.spec().probe(),
                at,
                Duration.between(START, at).toNanos(),
                probe.spec().cadence().interval(),
                outcome,
                outcome == Outcome.RESPONDED ? Reason.NONE : Reason.of(Cause.TIMEOUT),
                new Packets("icmp-echo/56", 5, Duration.ofSeconds(2)),
                TimestampQuality.KERNEL,
                false,
                outcome == Outcome.RESPONDED ? List.of(Duration.ofMillis(20)) : List.of(),
                probe.judges() ? List.of() : hops());
        return new RecordedResult(probe.agent(), new Sequence(new BootId(1), number), result);
    }
}
