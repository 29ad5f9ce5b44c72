package id.jipmonitor.server.incident;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.FaultDomain;
import id.jipmonitor.server.incident.Incident.Evidence;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.result.RowView;

/** Entries as rows: links as words, evidence as a JSON list of pairs. */
final class IncidentRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private IncidentRows() {}

    static LogEntry read(RowView row) {
        Incident incident = new Incident(
                new IncidentId(text(row, "incident_id")),
                Incident.Kind.valueOf(text(row, "kind")),
                FaultDomain.valueOf(text(row, "domain")),
                text(row, "subject"),
                links(text(row, "links")),
                instant(row, "starts_at"),
                instant(row, "declared_at"),
                Optional.ofNullable(row.getColumn("ends_at", Long.class)).map(IncidentRows::instant),
                evidence(text(row, "evidence")));
        return new LogEntry(
                row.getColumn("seq", Long.class),
                instant(row, "at"),
                LogEntry.Kind.valueOf(text(row, "entry")),
                row.getColumn("historic", Integer.class) != 0,
                text(row, "author"),
                text(row, "comment"),
                incident);
    }

    static String links(Incident incident) {
        return incident.links().stream().map(LinkId::value).collect(Collectors.joining(" "));
    }

    private static List<LinkId> links(String words) {
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(" ", -1)).map(LinkId::new).toList();
    }

    static String evidence(Incident incident) {
        ArrayNode pairs = JSON.createArrayNode();
        incident.evidence()
                .forEach(each -> pairs.addArray().add(each.indonesian()).add(each.english()));
        return pairs.toString();
    }

    private static List<Evidence> evidence(String json) {
        try {
            List<Evidence> evidence = new ArrayList<>();
            for (JsonNode pair : JSON.readTree(json)) {
                evidence.add(new Evidence(pair.path(0).asText(), pair.path(1).asText()));
            }
            return evidence;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("incident_log.evidence: expected a JSON list of pairs", e);
        }
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static IllegalArgumentException unknown(IncidentId id) {
        return new IllegalArgumentException("incident: expected one of the record. Found: " + id);
    }

    private static Instant instant(RowView row, String column) {
        return instant(row.getColumn(column, Long.class));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }
}
