package id.jipmonitor.server.alert;

import id.jipmonitor.server.alert.Transition.Reason;
import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.LinkState;
import id.jipmonitor.server.timeline.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads alerts off a timeline. A link that was DOWN and is then not seen has not recovered: only a state that proves
 * otherwise ends an alert.
 */
public final class AlertMachine {
    private final Rule rule;
    private final Timeline timeline;
    private final List<Alert> alerts = new ArrayList<>();
    private @Nullable Interval opened;

    private AlertMachine(Rule rule, Timeline timeline) {
        this.rule = rule;
        this.timeline = timeline;
    }

    /**
     * The alerts of a timeline in order of start; those that ended before they fired are in it as INACTIVE.
     *
     * @param timeline of a link for link conditions; of an agent's probes together for the others
     */
    public static List<Alert> alerts(Timeline timeline, Rule rule) {
        return rule.enabled() ? new AlertMachine(rule, timeline).run() : List.of();
    }

    private List<Alert> run() {
        for (Interval each : timeline.intervals()) {
            if (opened != null && ends(each.state())) {
                alerts.add(alert(opened, Optional.of(each.from())));
                opened = null;
            }
            if (opened == null && opens(each)) {
                opened = each;
            }
        }
        if (opened != null) {
            alerts.add(alert(opened, Optional.empty()));
        }
        return alerts;
    }

    /** An agent that has never been heard is not lost: its first silence is the beginning of the timeline. */
    private boolean opens(Interval interval) {
        return interval.state() == opening()
                && (opening() != LinkState.NO_DATA || interval.from().isAfter(timeline.from()));
    }

    private LinkState opening() {
        return switch (rule.condition()) {
            case LINK_DOWN -> LinkState.DOWN;
            case LINK_DEGRADED -> LinkState.DEGRADED;
            case SITE_BLIND -> LinkState.BLIND;
            case AGENT_LOST -> LinkState.NO_DATA;
            case CERTIFICATE_ENDING, IDENTITY_DUPLICATED, CLOCK_WRONG -> throw ofNoTimeline();
        };
    }

    private boolean ends(LinkState state) {
        Set<LinkState> ending = switch (rule.condition()) {
            case LINK_DOWN -> EnumSet.of(LinkState.UP, LinkState.DEGRADED);
            case LINK_DEGRADED -> EnumSet.of(LinkState.UP, LinkState.DOWN);
            case SITE_BLIND, AGENT_LOST -> EnumSet.complementOf(EnumSet.of(opening()));
            case CERTIFICATE_ENDING, IDENTITY_DUPLICATED, CLOCK_WRONG -> throw ofNoTimeline();
        };
        return ending.contains(state);
    }

    private IllegalArgumentException ofNoTimeline() {
        return new IllegalArgumentException("alerts: expected a condition of timelines. Found: " + rule.condition());
    }

    private Alert alert(Interval start, Optional<Instant> endsAt) {
        Instant due = start.from().plus(rule.holdFor());
        Instant firesAt = due.isAfter(start.declaredAt()) ? due : start.declaredAt();
        List<Transition> steps = new ArrayList<>();
        steps.add(new Transition(AlertState.INACTIVE, AlertState.PENDING, start.declaredAt(), Reason.STATE_DECLARED));
        if (endsAt.isPresent() && !endsAt.get().isAfter(firesAt)) {
            steps.add(new Transition(AlertState.PENDING, AlertState.INACTIVE, endsAt.get(), Reason.ENDED_TOO_SOON));
        } else if (!firesAt.isAfter(timeline.to())) {
            steps.add(new Transition(AlertState.PENDING, AlertState.FIRING, firesAt, Reason.LASTED_LONG_ENOUGH));
            endsAt.ifPresent(
                    end -> steps.add(new Transition(AlertState.FIRING, AlertState.RESOLVED, end, Reason.STATE_LEFT)));
        }
        return new Alert(rule.condition(), start.from(), firesAt, endsAt, steps);
    }
}
