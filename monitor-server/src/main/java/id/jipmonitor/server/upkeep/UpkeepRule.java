package id.jipmonitor.server.upkeep;

import id.jipmonitor.server.alert.FaultDomain;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.Incident.Kind;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.IncidentId;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.upkeep.Finding.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What must be noted so that the record says what was found. One incident for each kind and subject at a time; only a finding
 * that all is well ends it, or the subject's being gone.
 */
final class UpkeepRule {
    private final Map<Condition, Rule> rules;
    private final Predicate<String> exists;

    /** @param exists whether a subject is still part of the network */
    UpkeepRule(Map<Condition, Rule> rules, Predicate<String> exists) {
        this.rules = Map.copyOf(rules);
        this.exists = exists;
    }

    /**
     * The changes, in the order of the findings.
     *
     * @param findings at most one for each kind and subject
     * @param open incidents of upkeep that have not ended
     */
    List<IncidentChange> changes(List<Finding> findings, List<Incident> open, Instant now) {
        List<IncidentChange> changes = new ArrayList<>();
        for (Finding each : findings) {
            Optional<Incident> known =
                    open.stream().filter(incident -> concerns(each, incident)).findFirst();
            change(each, known, now).ifPresent(changes::add);
        }
        open.stream()
                .filter(each -> !exists.test(each.subject()))
                .filter(each -> findings.stream().noneMatch(finding -> concerns(finding, each)))
                .forEach(each -> changes.add(closed(each, now)));
        return changes;
    }

    private Optional<IncidentChange> change(Finding finding, Optional<Incident> known, Instant now) {
        if (finding.trouble().isEmpty()) {
            return known.map(each -> closed(each, now));
        }
        Trouble trouble = finding.trouble().get();
        if (known.isEmpty()) {
            return due(finding.kind(), trouble, now)
                    ? Optional.of(new IncidentChange(LogEntry.Kind.OPENED, opened(finding, trouble, now), false))
                    : Optional.empty();
        }
        Incident before = known.get();
        Incident after = copy(before, Optional.empty(), List.of(trouble.evidence()));
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(new IncidentChange(LogEntry.Kind.UPDATED, after, false));
    }

    private boolean due(Kind kind, Trouble trouble, Instant now) {
        Rule rule = rules.get(Condition.valueOf(kind.name()));
        return rule != null && rule.enabled() && !now.isBefore(trouble.since().plus(rule.holdFor()));
    }

    private static boolean concerns(Finding finding, Incident incident) {
        return finding.kind() == incident.kind() && finding.subject().equals(incident.subject());
    }

    private static Incident opened(Finding finding, Trouble trouble, Instant now) {
        return new Incident(
                IncidentId.of(finding.kind(), finding.subject(), trouble.since()),
                finding.kind(),
                FaultDomain.MONITOR,
                finding.subject(),
                List.of(),
                trouble.since(),
                now,
                Optional.empty(),
                List.of(trouble.evidence()));
    }

    private static IncidentChange closed(Incident incident, Instant now) {
        return new IncidentChange(LogEntry.Kind.CLOSED, copy(incident, Optional.of(now), incident.evidence()), false);
    }

    private static Incident copy(Incident incident, Optional<Instant> endsAt, List<Incident.Evidence> evidence) {
        return new Incident(
                incident.id(),
                incident.kind(),
                incident.domain(),
                incident.subject(),
                incident.links(),
                incident.startsAt(),
                incident.declaredAt(),
                endsAt,
                evidence);
    }
}
