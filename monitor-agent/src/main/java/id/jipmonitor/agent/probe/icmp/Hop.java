package id.jipmonitor.agent.probe.icmp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the requests with one time to live found.
 *
 * @param number the time to live, from 1 on
 * @param address who answered first; empty for a silent hop
 * @param roundTrips for each request the time of that address's answer, empty where it gave none
 * @param target whether it is the target, which answered
 * @param end the word that ended the way here short of the target, such as host unreachable
 */
record Hop(
        int number,
        Optional<String> address,
        List<Optional<Duration>> roundTrips,
        boolean target,
        Optional<IcmpRefusal> end) {
    Hop {
        roundTrips = List.copyOf(roundTrips);
    }

    static Hop target(int number, String target, List<Optional<Duration>> answers) {
        return new Hop(number, Optional.of(target), answers, true, Optional.empty());
    }

    static Hop onTheWay(int number, List<Optional<IcmpRefusal>> said) {
        Optional<InetAddress> first =
                said.stream().flatMap(Optional::stream).map(IcmpRefusal::router).findFirst();
        List<Optional<Duration>> roundTrips = said.stream()
                .map(each -> each.filter(word -> first.equals(Optional.of(word.router())))
                        .map(word -> word.timing().roundTrip()))
                .toList();
        Optional<IcmpRefusal> end = said.stream()
                .flatMap(Optional::stream)
                .filter(each -> !each.endedOnItsWay())
                .findFirst();
        return new Hop(number, first.map(InetAddress::getHostAddress), roundTrips, false, end);
    }

    /** Whether there is nothing to find beyond. */
    boolean last() {
        return target || end.isPresent();
    }

    /**
     * The address that is known to be at this hop: a router where the time to live ended, or the target. Who says
     * unreachable may be nearer, a firewall that lets no farther request pass.
     */
    Optional<String> placed() {
        return end.isPresent() ? Optional.empty() : address;
    }

    /** The least time of its answers. */
    Optional<Duration> fastest() {
        return roundTrips.stream().flatMap(Optional::stream).min(Duration::compareTo);
    }

    /** Share of its requests that it did not answer, 0 to 1. */
    double lossRatio() {
        long answered = roundTrips.stream().filter(Optional::isPresent).count();
        return 1 - (double) answered / roundTrips.size();
    }

    /** For instance {@code 3 10.35.0.9}. */
    String named() {
        return number + " " + address.orElse("*");
    }
}
