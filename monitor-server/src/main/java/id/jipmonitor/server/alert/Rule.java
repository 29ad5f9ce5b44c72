package id.jipmonitor.server.alert;

import java.time.Duration;
import java.util.Map;

/**
 * When a condition becomes an alert, and what the alert says.
 *
 * @param enabled a condition that is not enabled makes no alert; it is still on the timeline
 * @param holdFor {@code for}: how long the declared state must last before it fires, 0 to 24 h
 * @param labels added to the alert's own, for routing
 */
public record Rule(
        Condition condition,
        boolean enabled,
        Severity severity,
        Duration holdFor,
        Map<String, String> labels,
        Text summary,
        Text action) {
    /** What can be wrong. */
    public enum Condition {
        LINK_DOWN,
        LINK_DEGRADED,
        SITE_BLIND,
        AGENT_LOST,
        CERTIFICATE_ENDING,
        IDENTITY_DUPLICATED,
        CLOCK_WRONG
    }

    /** How urgent. */
    public enum Severity {
        CRITICAL,
        WARNING,
        INFO
    }

    /** One annotation in both languages. */
    public record Text(String indonesian, String english) {}

    public Rule {
        labels = Map.copyOf(labels);
    }
}
