package id.jipmonitor.server.notify.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Walks the routing tree as Alertmanager does: the deepest match wins, siblings after it only if it continues. */
public final class Routing {
    /**
     * A route that an alert takes.
     *
     * @param path position in the tree; the root is the empty text
     */
    public record Taken(Route route, String path) {
        /** The group that an alert with those labels joins. */
        public GroupKey group(Map<String, String> labels) {
            String values = route.groupBy().stream()
                    .map(label -> label + "=" + labels.getOrDefault(label, ""))
                    .collect(Collectors.joining(","));
            return new GroupKey(route.receiver(), path, values);
        }
    }

    private Routing() {}

    /** Every route that an alert with those labels takes; never empty, since the root takes what nobody else does. */
    public static List<Taken> of(Route root, Map<String, String> labels) {
        List<Taken> taken = new ArrayList<>();
        walk(root, "", labels, taken);
        return List.copyOf(taken);
    }

    private static boolean walk(Route node, String path, Map<String, String> labels, List<Taken> taken) {
        for (Matcher each : node.matchers()) {
            if (!each.fits(labels.getOrDefault(each.label(), ""))) {
                return false;
            }
        }
        boolean child = false;
        for (int i = 0; i < node.routes().size(); i++) {
            Route next = node.routes().get(i);
            boolean matched = walk(next, path.isEmpty() ? "" + i : path + "." + i, labels, taken);
            child |= matched;
            if (matched && !next.continues()) {
                return true;
            }
        }
        if (!child) {
            taken.add(new Taken(node, path));
        }
        return true;
    }
}
