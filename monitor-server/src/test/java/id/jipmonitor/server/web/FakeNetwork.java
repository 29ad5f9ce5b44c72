package id.jipmonitor.server.web;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** States as a test sets them: each link's changes by time. */
final class FakeNetwork implements NetworkView {
    private final Map<LinkId, LinkStatus> now = new ConcurrentHashMap<>();
    private final Map<LinkId, NavigableMap<Instant, LinkState>> changes = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Records a change without telling anybody. */
    void was(LinkId link, LinkState state, Instant since, double loss, double rtt, Instant observedAt) {
        changes.computeIfAbsent(link, _ -> new TreeMap<>()).put(since, state);
        boolean measured = state != LinkState.DOWN && state != LinkState.BLIND;
        now.put(
                link,
                new LinkStatus(
                        state,
                        since,
                        Optional.of(observedAt),
                        state == LinkState.BLIND ? OptionalDouble.empty() : OptionalDouble.of(loss),
                        measured ? OptionalDouble.of(rtt) : OptionalDouble.empty()));
    }

    /** A change happens, and the listeners hear of it. */
    void becomes(LinkId link, LinkState state, Instant at) {
        was(link, state, at, state == LinkState.DOWN ? 1 : 0, 0.012, at);
        tell();
    }

    void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public Map<LinkId, LinkStatus> snapshot() {
        return Map.copyOf(now);
    }

    @Override
    public Timeline timeline(LinkId link, Instant from, Instant to) {
        NavigableMap<Instant, LinkState> known = changes.getOrDefault(link, new TreeMap<>());
        List<Interval> intervals = new ArrayList<>();
        Instant start = from;
        LinkState state = known.floorEntry(from) == null
                ? LinkState.NO_DATA
                : known.floorEntry(from).getValue();
        for (Map.Entry<Instant, LinkState> change :
                known.subMap(from, false, to, false).entrySet()) {
            if (change.getValue() != state) {
                intervals.add(new Interval(state, start, change.getKey(), start));
                start = change.getKey();
                state = change.getValue();
            }
        }
        intervals.add(new Interval(state, start, to, start));
        return new Timeline(from, to, intervals);
    }

    @Override
    public void subscribe(Runnable listener) {
        listeners.add(listener);
    }
}
