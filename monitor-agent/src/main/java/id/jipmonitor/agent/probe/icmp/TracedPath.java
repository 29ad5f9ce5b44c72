package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.protocol.model.TimestampQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The hops of one round, as far as they are known.
 *
 * @param target its address
 * @param hops from the first on, none missing; the one that ended the way is the last
 * @param quality of the worst time
 * @param stalled whether this host was late in sending
 */
record TracedPath(String target, List<Hop> hops, TimestampQuality quality, boolean stalled) {
    TracedPath {
        hops = List.copyOf(hops);
    }

    static TracedPath towards(String target) {
        return new TracedPath(target, List.of(), TimestampQuality.NONE, false);
    }

    /**
     * Adds what the next requests found, up to the end of the way.
     *
     * @param width how many hops were asked, in turn, each as often as the others
     */
    TracedPath with(EchoReport report, int width) {
        List<Hop> longer = new ArrayList<>(hops);
        for (int place = 0; place < width && longer.stream().noneMatch(Hop::last); place++) {
            longer.add(hop(report, place, width));
        }
        return new TracedPath(target, longer, worst(report), stalled || report.stalled());
    }

    private Hop hop(EchoReport report, int place, int width) {
        int number = hops.size() + place + 1;
        var answers = everyOther(report.echoes(), place, width);
        return answers.stream().anyMatch(Optional::isPresent)
                ? Hop.target(number, target, answers)
                : Hop.onTheWay(number, everyOther(report.refusals(), place, width));
    }

    private static <T> List<T> everyOther(List<T> all, int from, int step) {
        return IntStream.iterate(from, i -> i < all.size(), i -> i + step)
                .mapToObj(all::get)
                .toList();
    }

    private TimestampQuality worst(EchoReport report) {
        Stream<TimestampQuality> said = report.refusals().stream()
                .flatMap(Optional::stream)
                .map(each -> each.timing().quality());
        return Stream.concat(Stream.of(quality, report.quality()), said)
                .filter(each -> each != TimestampQuality.NONE)
                .min(Enum::compareTo)
                .orElse(TimestampQuality.NONE);
    }

    /** Whether the target or an unreachable ended the way, so that nothing is left to ask. */
    boolean ended() {
        return !hops.isEmpty() && hops.getLast().last();
    }

    boolean reached() {
        return !hops.isEmpty() && hops.getLast().target();
    }
}
