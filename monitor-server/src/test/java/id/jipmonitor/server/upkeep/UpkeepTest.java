package id.jipmonitor.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.server.alert.Rule;
import id.jipmonitor.server.alert.Rule.Condition;
import id.jipmonitor.server.alert.Rule.Severity;
import id.jipmonitor.server.alert.Rule.Text;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.Incident.Kind;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.incident.MemoryIncidentLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The monitor's own troubles are incidents like others: one for each, opened once, ended by what proves the contrary. */
class UpkeepTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final AgentId AGENT = new AgentId("agent-bangkalan");
    private static final Finding WRONG = Finding.clockWrong(AGENT, Duration.ofSeconds(-90), NOW);
    private static final Finding RIGHT = Finding.good(Kind.CLOCK_WRONG, AGENT.value());

    private final MemoryIncidentLog log = new MemoryIncidentLog();
    private final List<IncidentChange> told = new ArrayList<>();

    private Upkeep upkeep(boolean enabled, Duration holdFor, boolean agentExists) {
        Text text = new Text("", "");
        Rule rule = new Rule(Condition.CLOCK_WRONG, enabled, Severity.WARNING, holdFor, Map.of(), text, text);
        return new Upkeep(Map.of(Condition.CLOCK_WRONG, rule), _ -> agentExists, log, told::add);
    }

    private final Upkeep upkeep = upkeep(true, Duration.ZERO, true);

    private List<LogEntry.Kind> told() {
        return told.stream().map(IncidentChange::kind).toList();
    }

    @Test
    void trouble_foundAgainAndAgain_isOneIncident() {
        upkeep.note(List.of(WRONG), NOW);
        upkeep.note(List.of(WRONG), NOW.plusSeconds(5));
        upkeep.note(List.of(Finding.clockWrong(AGENT, Duration.ofSeconds(-91), NOW)), NOW.plusSeconds(10));

        assertThat(told()).containsExactly(LogEntry.Kind.OPENED);
        Incident incident = log.open().getFirst();
        assertThat(incident.kind()).isEqualTo(Kind.CLOCK_WRONG);
        assertThat(incident.subject()).isEqualTo("agent-bangkalan");
        assertThat(incident.evidence().getFirst().english())
                .isEqualTo("The agent's clock is more than 1 minute behind.");
        assertThat(incident.evidence().getFirst().indonesian())
                .isEqualTo("Jam agen lebih dari 1 menit terlalu lambat.");
    }

    @Test
    void trouble_worse_isNotedInTheSameIncident() {
        upkeep.note(List.of(WRONG), NOW);
        upkeep.note(List.of(Finding.clockWrong(AGENT, Duration.ofHours(-2), NOW)), NOW.plusSeconds(5));

        assertThat(told()).containsExactly(LogEntry.Kind.OPENED, LogEntry.Kind.UPDATED);
        assertThat(log.open()).hasSize(1);
        assertThat(log.open().getFirst().startsAt()).isEqualTo(NOW);
    }

    @Test
    void trouble_over_endsTheIncidentOfAnEarlierServerToo() {
        upkeep.note(List.of(WRONG), NOW);

        upkeep(true, Duration.ZERO, true).note(List.of(RIGHT), NOW.plusSeconds(60));

        assertThat(told()).containsExactly(LogEntry.Kind.OPENED, LogEntry.Kind.CLOSED);
        assertThat(log.open()).isEmpty();
    }

    @Test
    void nothingFoundOut_endsNothing() {
        upkeep.note(List.of(WRONG), NOW);
        upkeep.note(List.of(), NOW.plusSeconds(60));

        assertThat(log.open()).hasSize(1);
    }

    @Test
    void agentGoneFromTheNetwork_endsItsIncident() {
        upkeep.note(List.of(WRONG), NOW);

        upkeep(true, Duration.ZERO, false).note(List.of(), NOW.plusSeconds(60));

        assertThat(told()).containsExactly(LogEntry.Kind.OPENED, LogEntry.Kind.CLOSED);
    }

    @Test
    void rule_off_opensNothing() {
        upkeep(false, Duration.ZERO, true).note(List.of(WRONG), NOW);

        assertThat(told).isEmpty();
    }

    @Test
    void rule_for_waitsSoLong() {
        Upkeep patient = upkeep(true, Duration.ofMinutes(5), true);

        patient.note(List.of(WRONG), NOW.plus(Duration.ofMinutes(5)).minusMillis(1));
        assertThat(told).isEmpty();
        patient.note(List.of(WRONG), NOW.plus(Duration.ofMinutes(5)));

        assertThat(told()).containsExactly(LogEntry.Kind.OPENED);
    }
}
