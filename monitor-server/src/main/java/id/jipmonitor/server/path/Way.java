package id.jipmonitor.server.path;

import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeResult;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The hops of one round of a path probe.
 *
 * @param reached whether the target answered; then it is the last hop
 * @param hops those that answered, in order of their number; a number that is missing was silent
 */
public record Way(boolean reached, List<Hop> hops) {
    /** The instance of a hop's measures, {@code 3 10.35.0.9}; agents are outside, so nothing else is taken for a hop. */
    private static final Pattern INSTANCE =
            Pattern.compile("([1-9][0-9]{0,2}) ([0-9A-Fa-f:.]{2,45}(?:%[0-9A-Za-z._-]{1,20})?)");

    /**
     * Who answered at a distance.
     *
     * @param number the time to live by which it was asked, from 1 on
     */
    public record Hop(int number, String address) {
        /** As the hop's measures name it. */
        public String instance() {
            return number + " " + address;
        }
    }

    public Way {
        hops = List.copyOf(hops);
    }

    /** The way that a result tells of; empty when the round could not tell. */
    public static Optional<Way> of(ProbeResult result) {
        boolean told = switch (result.outcome()) {
            case RESPONDED, UNREACHABLE -> true;
            case REFUSED, BLIND, SKIPPED -> false;
        };
        if (!told) {
            return Optional.empty();
        }
        SortedMap<Integer, Hop> hops = new TreeMap<>();
        for (Measure each : result.measures()) {
            if (each.metric() == Metric.PATH_HOP_RTT_SECONDS) {
                hop(each.instance()).ifPresent(hop -> hops.merge(hop.number(), hop, Way::lesser));
            }
        }
        return Optional.of(new Way(result.outcome() == Outcome.RESPONDED, List.copyOf(hops.values())));
    }

    private static Optional<Hop> hop(String instance) {
        Matcher matcher = INSTANCE.matcher(instance);
        return matcher.matches()
                ? Optional.of(new Hop(Integer.parseInt(matcher.group(1)), matcher.group(2)))
                : Optional.empty();
    }

    /** Measures have no order, so of two addresses that claim one place the same one is taken every time. */
    private static Hop lesser(Hop one, Hop other) {
        return one.address().compareTo(other.address()) <= 0 ? one : other;
    }

    /** The number of the last hop that answered; 0 when none did. */
    public int length() {
        return hops.isEmpty() ? 0 : hops.getLast().number();
    }

    /** Who answered at that distance. */
    public Optional<Hop> at(int number) {
        return hops.stream().filter(each -> each.number() == number).findFirst();
    }

    /** {@code 1 10.8.0.254, 2 *, 3 10.8.0.1}. */
    @Override
    public String toString() {
        return IntStream.rangeClosed(1, length())
                .mapToObj(number -> at(number).map(Hop::instance).orElse(number + " *"))
                .collect(Collectors.joining(", "));
    }
}
