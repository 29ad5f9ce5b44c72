package id.jipmonitor.server.web;

import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Duration;
import java.util.List;

/** A timeline as stretches of a drawing that is {@value #WIDTH} wide. */
record Ribbon(List<Stretch> stretches) {
    static final int WIDTH = 10_000;

    /**
     * One stretch in one state.
     *
     * @param label state, from, to and length in words
     */
    record Stretch(LinkState state, long x, long width, String label) {}

    static Ribbon of(Timeline timeline, Moments moments, Words words) {
        long whole = Duration.between(timeline.from(), timeline.to()).toMillis();
        return new Ribbon(timeline.intervals().stream()
                .map(each -> stretch(each, timeline, whole, moments, words))
                .toList());
    }

    private static Stretch stretch(Interval each, Timeline timeline, long whole, Moments moments, Words words) {
        long from = Duration.between(timeline.from(), each.from()).toMillis() * WIDTH / whole;
        long to = Duration.between(timeline.from(), each.to()).toMillis() * WIDTH / whole;
        String lasting = moments.lasting(Duration.between(each.from(), each.to()));
        return new Stretch(
                each.state(),
                from,
                Math.max(1, to - from),
                words.say(
                        "ribbon.stretch",
                        words.state(each.state()),
                        moments.at(each.from()),
                        moments.at(each.to()),
                        lasting));
    }
}
