package id.jipmonitor.server;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.server.incident.Incident.Kind;
import id.jipmonitor.server.ingest.AgentHealth;
import id.jipmonitor.server.ingest.AgentHealth.ClockHealth;
import id.jipmonitor.server.upkeep.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpkeepFindingsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T01:00:00Z");
    private static final AgentId AGENT = new AgentId("agent-bangkalan");

    private final UpkeepFindings findings = new UpkeepFindings(NOW.minus(Duration.ofHours(1)));

    private List<Finding> of(AgentHealth agent) {
        return findings.of(Map.of(), List.of(agent), NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 | ''",
                "60 | The certificate ends at 2026-05-01T01:00:00Z, within 60 days; renewal should have replaced it.",
                "29 | The certificate ends at 2026-03-31T01:00:00Z, within 30 days; renewal should have replaced it.",
                "7 | The certificate ends at 2026-03-09T01:00:00Z, within 7 days; renewal should have replaced it.",
                "-1 | The certificate ended at 2026-03-01T01:00:00Z."
            })
    void certificate_daysBeforeItsEnd_isToldByMarks(int days, String said) {
        Finding finding = findings.of(Map.of("agent agent-bangkalan", NOW.plus(Duration.ofDays(days))), List.of(), NOW)
                .getFirst();

        assertThat(finding.subject()).isEqualTo("agent-bangkalan");
        assertThat(finding.trouble().map(each -> each.evidence().english()).orElse(""))
                .isEqualTo(said);
    }

    @Test
    void twoMachines_metLately_isTrouble() {
        assertThat(of(new AgentHealth(AGENT, Optional.of(NOW.minus(Duration.ofMinutes(14))), Optional.empty())))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.IDENTITY_DUPLICATED);
                    assertThat(finding.trouble()).isPresent();
                });
    }

    @Test
    void twoMachines_metLongAgo_isOver() {
        assertThat(of(new AgentHealth(AGENT, Optional.of(NOW.minus(Duration.ofMinutes(15))), Optional.empty())))
                .containsExactly(Finding.good(Kind.IDENTITY_DUPLICATED, "agent-bangkalan"));
    }

    @Test
    void twoMachines_serverHasJustStarted_isNotKnown() {
        UpkeepFindings young = new UpkeepFindings(NOW.minus(Duration.ofMinutes(14)));

        assertThat(young.of(Map.of(), List.of(new AgentHealth(AGENT, Optional.empty(), Optional.empty())), NOW))
                .isEmpty();
    }

    @Test
    void clock_wrong_isTroubleSinceItWasFound() {
        ClockHealth clock = new ClockHealth(Duration.ofDays(2), Optional.of(NOW.minusSeconds(60)));

        assertThat(of(new AgentHealth(AGENT, Optional.empty(), Optional.of(clock))))
                .contains(Finding.clockWrong(AGENT, Duration.ofDays(2), NOW.minusSeconds(60)));
    }

    @Test
    void clock_right_isGood() {
        ClockHealth clock = new ClockHealth(Duration.ofMillis(3), Optional.empty());

        assertThat(of(new AgentHealth(AGENT, Optional.empty(), Optional.of(clock))))
                .contains(Finding.good(Kind.CLOCK_WRONG, "agent-bangkalan"));
    }
}
