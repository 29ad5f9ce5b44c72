package id.jipmonitor.server.evaluate;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.Link;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.timeline.LinkTimeline;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Timelines computed from stored results, for stretches of any age. Safe for many threads; blocking. */
public final class StoredTimelines {
    /** How much before a stretch is read, so that the states at its beginning are those of what went before. */
    static final Duration LEAD = Duration.ofDays(1);

    private final Inventory inventory;
    private final ResultReader results;

    public StoredTimelines(Inventory inventory, ResultReader results) {
        this.inventory = inventory;
        this.results = results;
    }

    /** The states of a link over [from, to), asked at {@code asOf}, which is not before {@code to}. */
    public Timeline timeline(LinkId id, Instant from, Instant to, Instant asOf) {
        Link link = inventory.links().get(id);
        if (link == null) {
            return LinkTimeline.of(List.of(), 0, from, to);
        }
        List<Timeline> probes = new ArrayList<>();
        for (WatchedProbe each : inventory.judgesOf(id)) {
            ProbeWatch watch = new ProbeWatch(each, link.judging());
            Series series = new Series(each.agent(), each.spec().probe());
            results.scan(series, from.minus(LEAD), asOf, recorded -> watch.add(recorded.result()));
            probes.add(watch.builder().timeline(from, to, asOf));
        }
        return LinkTimeline.of(probes, link.judging().quorum(), from, to);
    }
}
