package id.jipmonitor.server.notify.plan;

import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.incident.Incident;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The labels that matchers and {@code group_by} see. */
public final class IncidentLabels {
    private IncidentLabels() {}

    /**
     * {@code alertname}, {@code severity}, {@code domain}, {@code subject}, {@code incident}, and {@code link} when one
     * link alone is affected; the rule's own labels win.
     */
    public static Map<String, String> of(Incident incident, Rule rule) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("alertname", word(incident.kind()));
        labels.put("severity", word(rule.severity()));
        labels.put("domain", word(incident.domain()));
        labels.put("subject", incident.subject());
        labels.put("incident", incident.id().value());
        if (incident.links().size() == 1) {
            labels.put("link", incident.links().getFirst().value());
        }
        labels.putAll(rule.labels());
        return labels;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
