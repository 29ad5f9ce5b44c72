package id.jipmonitor.server.path;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is different about a way. Only hops that answered both times are held against each other: a router that limits what
 * it says comes and goes in the list without any change of the way.
 *
 * @param moved hops that have another address now
 * @param gone hops beyond the end of a way that no longer reaches the target
 */
public record WayDifference(List<Moved> moved, List<Way.Hop> gone) {
    /** One distance and who answered there. */
    public record Moved(int number, String before, String now) {}

    public WayDifference {
        moved = List.copyOf(moved);
        gone = List.copyOf(gone);
    }

    public static WayDifference between(Way before, Way now) {
        List<Moved> moved = before.hops().stream()
                .flatMap(was -> moved(was, now.at(was.number())))
                .toList();
        List<Way.Hop> gone = now.reached()
                ? List.of()
                : before.hops().stream()
                        .filter(each -> each.number() > now.length())
                        .toList();
        return new WayDifference(moved, gone);
    }

    private static Stream<Moved> moved(Way.Hop was, Optional<Way.Hop> now) {
        return now
                .filter(is -> !is.address().equals(was.address()))
                .map(is -> new Moved(was.number(), was.address(), is.address()))
                .stream();
    }
}
