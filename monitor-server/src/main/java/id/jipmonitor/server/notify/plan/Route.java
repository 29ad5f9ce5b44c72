package id.jipmonitor.server.notify.plan;

import java.time.Duration;
import java.util.List;

/**
 * A node of the routing tree, with Alertmanager's meaning. What a node does not set it has from its parent; the reader
 * has already filled it in.
 *
 * @param matchers all must fit; the root has none
 * @param receiver name of who is told
 * @param groupBy labels whose equal values make one group
 * @param groupWait how long a new group waits for companions
 * @param groupInterval at least this long between two notices of a group that changed
 * @param repeatInterval at least this long between two notices of a group that did not
 * @param continues whether later siblings are tried after this one matched
 */
public record Route(
        List<Matcher> matchers,
        String receiver,
        List<String> groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        boolean continues,
        List<Route> routes) {
    public Route {
        matchers = List.copyOf(matchers);
        groupBy = List.copyOf(groupBy);
        routes = List.copyOf(routes);
    }
}
