package id.jipmonitor.server.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.store.Bucket;
import id.jipmonitor.server.web.NetworkView.LinkStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API's documents, field by field as openapi.yaml describes them. A member that is null is left out. */
final class ApiDocuments {
    private ApiDocuments() {}

    record Overview(String at, List<Status> links, List<Incident> incidents) {}

    record Incidents(List<Incident> incidents) {}

    record Status(
            String id,
            String name,
            String site,
            String state,
            String since,
            @Nullable String observedAt,
            @Nullable Double lossRatio,
            @Nullable Double rttSeconds) {}

    record LinkDocument(
            Status status,
            String siteName,
            String city,
            List<String> segments,
            List<ProbeDocument> probes,
            UptimeDocument uptime,
            List<String> incidents) {}

    record ProbeDocument(String id, String type, String agent, String target, double intervalSeconds, boolean judges) {}

    record UptimeDocument(
            String from,
            String to,
            String zone,
            BigDecimal targetPercent,
            @Nullable BigDecimal measuredPercent,
            @Nullable BigDecimal lowerPercent,
            @Nullable BigDecimal upperPercent,
            @Nullable BigDecimal coveragePercent,
            String verdict,
            Map<String, Long> milliseconds) {}

    record SeriesDocument(
            String link,
            String probe,
            String agent,
            String from,
            String to,
            double stepSeconds,
            List<BucketDocument> buckets) {}

    record BucketDocument(
            String start,
            Map<String, Long> rounds,
            long sent,
            long received,
            @Nullable Double lossRatio,
            Bucket.@Nullable Distribution rttSeconds) {}

    record Incident(
            String id,
            String kind,
            String domain,
            String subject,
            List<String> links,
            String startsAt,
            String declaredAt,
            @Nullable String endsAt,
            List<Sentence> evidence) {}

    /** One sentence in both languages. */
    record Sentence(String id, String en) {}

    record IncidentRecord(Incident incident, List<Entry> entries) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Entry(String at, String kind, String by, String comment) {}

    static Status status(id.jipmonitor.server.inventory.Link link, LinkStatus status) {
        return new Status(
                link.id().value(),
                link.name(),
                link.site().value(),
                status.state().name(),
                status.since().toString(),
                status.observedAt().map(Instant::toString).orElse(null),
                number(status.lossRatio()),
                number(status.rttSeconds()));
    }

    static LinkDocument link(LinkReader reader, LinkStatus status, Uptime uptime) {
        return new LinkDocument(
                status(reader.link(), status),
                reader.site().name(),
                reader.site().city(),
                reader.link().segments().stream().map(Object::toString).toList(),
                reader.probes().stream().map(ApiDocuments::probe).toList(),
                uptime(uptime, reader),
                reader.incidents().stream().map(each -> each.id().value()).toList());
    }

    static SeriesDocument series(LinkId link, WatchedProbe probe, Range.Stretch stretch, List<Bucket> buckets) {
        return new SeriesDocument(
                link.value(),
                probe.spec().probe().value(),
                probe.agent().value(),
                stretch.from().toString(),
                stretch.to().toString(),
                stretch.step().toMillis() / 1_000.0,
                buckets.stream().map(ApiDocuments::bucket).toList());
    }

    static Incident incident(id.jipmonitor.server.incident.Incident incident) {
        return new Incident(
                incident.id().value(),
                incident.kind().name(),
                incident.domain().name(),
                incident.subject(),
                incident.links().stream().map(LinkId::value).toList(),
                incident.startsAt().toString(),
                incident.declaredAt().toString(),
                incident.endsAt().map(Instant::toString).orElse(null),
                incident.evidence().stream()
                        .map(each -> new Sentence(each.indonesian(), each.english()))
                        .toList());
    }

    static IncidentRecord record(id.jipmonitor.server.incident.Incident incident, List<LogEntry> entries) {
        return new IncidentRecord(
                incident(incident),
                entries.stream()
                        .map(each -> new Entry(each.at().toString(), each.kind().name(), each.author(), each.comment()))
                        .toList());
    }

    private static ProbeDocument probe(WatchedProbe probe) {
        return new ProbeDocument(
                probe.spec().probe().value(),
                probe.spec().settings().typeName(),
                probe.agent().value(),
                probe.spec().target(),
                probe.spec().cadence().interval().toMillis() / 1_000.0,
                probe.judges());
    }

    private static UptimeDocument uptime(Uptime uptime, LinkReader reader) {
        var ledger = uptime.ledger();
        return new UptimeDocument(
                uptime.from().toString(),
                uptime.to().toString(),
                reader.zone().getId(),
                uptime.targetPercent(),
                Uptime.percent(ledger.measured()).orElse(null),
                Uptime.percent(ledger.lower()).orElse(null),
                Uptime.percent(ledger.upper()).orElse(null),
                Uptime.percent(ledger.coverage()).orElse(null),
                uptime.verdict().name(),
                Map.of(
                        "UP", ledger.up(),
                        "DEGRADED", ledger.degraded(),
                        "DOWN", ledger.down(),
                        "MAINTENANCE", ledger.maintenance(),
                        "BLIND", ledger.blind(),
                        "NO_DATA", ledger.noData()));
    }

    private static BucketDocument bucket(Bucket bucket) {
        Map<String, Long> rounds = Arrays.stream(Outcome.values())
                .filter(bucket.rounds()::containsKey)
                .collect(Collectors.toMap(Enum::name, outcome -> bucket.rounds().getOrDefault(outcome, 0L)));
        return new BucketDocument(
                bucket.start().toString(),
                rounds,
                bucket.sent(),
                bucket.received(),
                number(LinkPage.loss(bucket)),
                bucket.rtt().orElse(null));
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
