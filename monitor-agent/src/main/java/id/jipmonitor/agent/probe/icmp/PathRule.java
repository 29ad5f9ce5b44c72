package id.jipmonitor.agent.probe.icmp;

import id.jipmonitor.agent.probe.Verdict;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a list of hops shows, and whether it is another than before. */
final class PathRule {
    private PathRule() {}

    /**
     * Whether any hop has another address now. Only hops that answered both times can tell: a router that says little
     * comes and goes in the list without any change of the way. Lists of different targets are not compared.
     *
     * @param last the last list that led to the target, if there is one
     */
    static boolean changed(Optional<TracedPath> last, TracedPath now) {
        return last.filter(before -> before.target().equals(now.target()))
                .map(before -> differs(before.hops(), now.hops()))
                .orElse(false);
    }

    private static boolean differs(List<Hop> before, List<Hop> now) {
        for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
            Optional<String> one = before.get(i).placed();
            Optional<String> other = now.get(i).placed();
            if (one.isPresent() && other.isPresent() && !one.equals(other)) {
                return true;
            }
        }
        return false;
    }

    static Verdict judge(TracedPath path, boolean changed) {
        List<Measure> measures = new ArrayList<>();
        if (path.reached()) {
            measures.add(Measure.of(Metric.PATH_HOPS, path.hops().size()));
        }
        measures.add(Measure.of(Metric.PATH_CHANGED, changed ? 1 : 0));
        path.hops().stream().filter(each -> each.placed().isPresent()).forEach(each -> measures.addAll(of(each)));
        return new Verdict(
                path.reached() ? Outcome.RESPONDED : Outcome.UNREACHABLE,
                reason(path),
                path.quality(),
                path.stalled(),
                List.of(),
                measures);
    }

    private static List<Measure> of(Hop hop) {
        return hop.fastest()
                .map(time -> List.of(
                        new Measure(Metric.PATH_HOP_RTT_SECONDS, hop.named(), time.toNanos() / 1e9),
                        new Measure(Metric.PATH_HOP_LOSS_RATIO, hop.named(), hop.lossRatio())))
                .orElse(List.of());
    }

    private static Reason reason(TracedPath path) {
        if (path.reached()) {
            return Reason.NONE;
        }
        return path.hops().stream()
                .flatMap(each -> each.end().stream())
                .findFirst()
                .map(end -> new Reason(Cause.NO_ROUTE, end.described()))
                .orElseGet(() -> new Reason(
                        Cause.TIMEOUT, path.hops().size() + " hops asked; the last that answered: " + farthest(path)));
    }

    private static String farthest(TracedPath path) {
        return path.hops().reversed().stream()
                .filter(each -> each.address().isPresent())
                .findFirst()
                .map(Hop::named)
                .orElse("none");
    }
}
