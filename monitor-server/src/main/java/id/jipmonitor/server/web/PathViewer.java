package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.path.Way;
import id.jipmonitor.server.path.WayDifference;
import id.jipmonitor.server.web.PathView.Row;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Tells in the visitor's words what a path probe found last, and what is different about it. */
final class PathViewer {
    private final Words words;
    private final Moments moments;

    PathViewer(Words words, Moments moments) {
        this.words = words;
        this.moments = moments;
    }

    /** @param newest results that tell a way, the newest first; empty when there is none */
    Optional<PathView> view(WatchedProbe probe, List<ProbeResult> newest) {
        Optional<Way> before = newest.stream().skip(1).findFirst().flatMap(Way::of);
        return newest.stream()
                .findFirst()
                .flatMap(now -> Way.of(now).map(way -> view(probe, now, way, newest, before)));
    }

    private PathView view(
            WatchedProbe probe, ProbeResult now, Way way, List<ProbeResult> newest, Optional<Way> before) {
        Optional<WayDifference> difference = before.map(each -> WayDifference.between(each, way));
        boolean different = difference
                .filter(each -> !each.moved().isEmpty() || !each.gone().isEmpty())
                .isPresent();
        int last =
                Math.max(way.length(), difference.map(PathViewer::farthestGone).orElse(0));
        return new PathView(
                probe.spec().target(),
                words.say(
                        "path.measured",
                        moments.at(now.startedAt()),
                        probe.agent().value(),
                        probe.spec().probe().value()),
                found(way),
                compared(newest, different),
                different,
                now.reason().cause() == Cause.NO_ROUTE
                        ? words.say("path.said", now.reason().detail())
                        : "",
                IntStream.rangeClosed(1, last)
                        .mapToObj(number -> row(number, now, way, before))
                        .toList());
    }

    private static int farthestGone(WayDifference difference) {
        return difference.gone().stream().mapToInt(Way.Hop::number).max().orElse(0);
    }

    private String found(Way way) {
        if (way.reached()) {
            return words.say("path.reached", way.length());
        }
        return way.hops().isEmpty() ? words.say("path.nothing") : words.say("path.ends", way.length());
    }

    private String compared(List<ProbeResult> newest, boolean different) {
        if (newest.size() < 2) {
            return words.say("path.first");
        }
        String before = moments.at(newest.get(1).startedAt());
        return different ? words.say("path.different", before) : words.say("path.same", before);
    }

    private Row row(int number, ProbeResult now, Way way, Optional<Way> before) {
        Optional<Way.Hop> hop = way.at(number);
        Optional<Way.Hop> was = before.flatMap(each -> each.at(number));
        String address = hop.map(Way.Hop::address).orElse(words.say("path.silent"));
        String rtt = moments.milliseconds(measure(now, Metric.PATH_HOP_RTT_SECONDS, hop));
        String loss = moments.percent(measure(now, Metric.PATH_HOP_LOSS_RATIO, hop));
        boolean beyondBoth = hop.isEmpty() && number > way.length();
        boolean moved = hop.isPresent() && was.isPresent() && !hop.equals(was);
        if (was.isPresent() && (moved || beyondBoth)) {
            String note = words.say(moved ? "path.was" : "path.gone", was.get().address());
            return new Row(number, address, rtt, loss, moved ? "moved" : "gone", note);
        }
        boolean added =
                hop.isPresent() && before.filter(each -> number > each.length()).isPresent();
        return new Row(number, address, rtt, loss, added ? "added" : "", added ? words.say("path.added") : "");
    }

    private static OptionalDouble measure(ProbeResult result, Metric metric, Optional<Way.Hop> hop) {
        return result.measures().stream()
                .filter(each -> each.metric() == metric
                        && hop.filter(known -> known.instance().equals(each.instance()))
                                .isPresent())
                .mapToDouble(Measure::value)
                .findFirst();
    }
}
