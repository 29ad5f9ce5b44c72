package id.jipmonitor.server;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.evaluate.Evaluator;
import id.jipmonitor.server.timeline.Timeline;
import id.jipmonitor.server.web.NetworkView;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The evaluation as the pages see it. */
final class LiveNetwork implements NetworkView {
    private final Evaluator evaluator;

    LiveNetwork(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Map<LinkId, LinkStatus> snapshot() {
        return evaluator.snapshot().links().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> shown(each.getValue())));
    }

    private static LinkStatus shown(id.jipmonitor.server.evaluate.LinkStatus status) {
        return new LinkStatus(
                status.state(), status.since(), status.observedAt(), status.lossRatio(), status.rttSeconds());
    }

    @Override
    public Timeline timeline(LinkId link, Instant from, Instant to) {
        return evaluator.timeline(link, from, to);
    }

    @Override
    public void subscribe(Runnable listener) {
        evaluator.onLink(change -> listener.run());
        evaluator.onIncident(change -> listener.run());
    }
}
