package id.jipmonitor.server.notify;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.notify.plan.GroupKey;
import id.jipmonitor.server.notify.plan.NotifyDecision;
import java.util.Map;
import java.util.function.Function;

/**
 * A notice for programs, after the shape of Alertmanager's webhook: {@code version, status, receiver, groupKey, reason,
 * title, text, alerts[]} with each alert's {@code status, labels, startsAt, declaredAt, endsAt, fingerprint, links,
 * generatorURL}. Times are RFC 3339 in UTC.
 */
final class NoticeJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final IncidentNames names;
    private final Function<Incident, Map<String, String>> labels;

    NoticeJson(IncidentNames names, Function<Incident, Map<String, String>> labels) {
        this.names = names;
        this.labels = labels;
    }

    String write(GroupKey group, NotifyDecision decision, String title, String text) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("version", "1");
        root.put("status", decision.firing().isEmpty() ? "resolved" : "firing");
        root.put("receiver", group.receiver());
        root.put("groupKey", group.toString());
        root.put("reason", decision.reason().name());
        root.put("title", title);
        root.put("text", text);
        ArrayNode alerts = root.putArray("alerts");
        decision.firing().forEach(each -> write(alerts.addObject(), each));
        decision.resolved().forEach(each -> write(alerts.addObject(), each));
        return root.toString();
    }

    private void write(ObjectNode alert, Incident incident) {
        alert.put("status", incident.open() ? "firing" : "resolved");
        ObjectNode all = alert.putObject("labels");
        labels.apply(incident).forEach(all::put);
        alert.put("startsAt", incident.startsAt().toString());
        alert.put("declaredAt", incident.declaredAt().toString());
        incident.endsAt().ifPresent(end -> alert.put("endsAt", end.toString()));
        alert.put("fingerprint", incident.id().value());
        ArrayNode links = alert.putArray("links");
        incident.links()
                .forEach(link -> links.addObject().put("id", link.value()).put("name", names.link(link)));
        alert.put("generatorURL", names.page(incident));
    }
}
