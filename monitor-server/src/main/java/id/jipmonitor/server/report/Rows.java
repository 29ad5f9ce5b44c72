package id.jipmonitor.server.report;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.timeline.Interval;
import id.jipmonitor.server.timeline.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** States and incidents by field name, as they stand in every file. */
public final class Rows {
    private Rows() {}

    /** One row for each stretch of a link's timeline. */
    public static List<Map<String, Object>> states(LinkId link, Timeline timeline) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Interval each : timeline.intervals()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("row", "state");
            row.put("link", link.value());
            row.put("state", each.state().name());
            row.put("from", each.from().toString());
            row.put("to", each.to().toString());
            row.put("declared_at", each.declaredAt().toString());
            rows.add(row);
        }
        return rows;
    }

    /** One incident; one that lasts has no {@code to}. */
    public static Map<String, Object> incident(Incident incident) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("row", "incident");
        row.put("id", incident.id().value());
        row.put("kind", incident.kind().name());
        row.put("domain", incident.domain().name());
        row.put("subject", incident.subject());
        row.put("links", incident.links().stream().map(LinkId::value).collect(Collectors.joining(" ")));
        row.put("from", incident.startsAt().toString());
        incident.endsAt().ifPresent(end -> row.put("to", end.toString()));
        row.put("declared_at", incident.declaredAt().toString());
        return row;
    }
}
