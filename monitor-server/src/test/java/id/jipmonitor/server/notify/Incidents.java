package id.jipmonitor.server.notify;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.FaultDomain;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.incident.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents and rules for the tests of this room. */
public final class Incidents {
    public static final Instant START = Instant.parse("2026-11-24T03:42:00Z");

    private Incidents() {}

    /** A backbone incident over some links that began at {@link #START} and was declared 20 s later. */
    public static Incident open(String id, String... links) {
        return new Incident(
                new IncidentId(id),
                Incident.Kind.LINK_DOWN,
                FaultDomain.BACKBONE,
                "madura",
                Arrays.stream(links).map(LinkId::new).toList(),
                START,
                START.plusSeconds(20),
                Optional.empty(),
                List.of(new Evidence("semua tautan lewat madura putus", "every link over madura is down")));
    }

    public static Incident ended(Incident incident, Instant at) {
        return new Incident(
                incident.id(),
                incident.kind(),
                incident.domain(),
                incident.subject(),
                incident.links(),
                incident.startsAt(),
                incident.declaredAt(),
                Optional.of(at),
                incident.evidence());
    }

    /** One critical rule per condition. */
    public static Map<Condition, Rule> rules() {
        Map<Condition, Rule> rules = new EnumMap<>(Condition.class);
        for (Condition each : Condition.values()) {
            rules.put(
                    each,
                    new Rule(
                            each,
                            true,
                            Rule.Severity.CRITICAL,
                            Duration.ZERO,
                            Map.of("team", "noc"),
                            new Rule.Text("ringkasan", "summary"),
                            new Rule.Text("hubungi penyedia backbone", "call the backbone provider")));
        }
        return rules;
    }

    /** Names that are the ids in capitals. */
    public static IncidentNames names() {
        return new IncidentNames() {
            @Override
            public String link(LinkId link) {
                return "Link " + link;
            }

            @Override
            public String subject(Incident incident) {
                return "Backbone Madura";
            }

            @Override
            public String page(Incident incident) {
                return "https://jip.example/incidents/" + incident.id();
            }
        };
    }
}
