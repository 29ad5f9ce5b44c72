package id.jipmonitor.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.lab.demo.Found.IncidentFound;
import id.jipmonitor.lab.demo.Verdict.Fault;
import id.jipmonitor.lab.mail.Mail;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final Set<String> KINDS = Set.of("icmp", "tcp", "snmp");
    private static final Fault ACCESS = new Fault("opd-dinsos", Set.of("opd-dinsos"));
    private static final Fault BACKBONE = new Fault("madura", Set.of("kab-a", "kab-b"));
    private static final IncidentFound FIRST = incident("inc-1", ACCESS.links(), false);
    private static final IncidentFound SECOND = incident("inc-2", BACKBONE.links(), false);
    private static final List<Mail> MAILS = List.of(mail("inc-1"), mail("inc-1"), mail("inc-2"), mail("inc-2"));

    @Test
    void everythingShown_nothingIsUnmet_summaryCounts() {
        Verdict verdict = verdict(found(KINDS, 0, FIRST, SECOND), MAILS);
        assertThat(verdict.unmet()).isEmpty();
        assertThat(verdict.summary()).isEqualTo("demo: results=900 lost=0 incidents=2 notices=4 recovered=2");
    }

    @Test
    void probeKindMissing_isUnmet() {
        assertThat(verdict(found(Set.of("icmp", "tcp"), 0, FIRST, SECOND), MAILS)
                        .unmet())
                .containsExactly("stored results: expected icmp, snmp and tcp. Found: none of [snmp]");
    }

    @Test
    void resultLost_isUnmet() {
        assertThat(verdict(found(KINDS, 3, FIRST, SECOND), MAILS).unmet())
                .containsExactly("ledger: expected lost=0. Found: 3");
    }

    @Test
    void backboneCutToldLinkByLink_isUnmetAsOneIncidentAndAsOtherIncidents() {
        IncidentFound half = incident("inc-2", Set.of("kab-a"), false);
        assertThat(verdict(found(KINDS, 0, FIRST, half), MAILS).unmet())
                .anyMatch(each -> each.startsWith("cut of madura: expected one incident over"))
                .anyMatch(each -> each.startsWith("incidents: expected none but those of the cuts."));
    }

    @Test
    void incidentStillOpen_isUnmet() {
        IncidentFound open = incident("inc-2", BACKBONE.links(), true);
        assertThat(verdict(found(KINDS, 0, FIRST, open), MAILS).unmet())
                .containsExactly("cut of madura: expected its recovery. Found: incident inc-2 is open");
    }

    @Test
    void noticeTwice_isUnmet() {
        List<Mail> mails = List.of(mail("inc-1"), mail("inc-1"), mail("inc-1"), mail("inc-2"), mail("inc-2"));
        assertThat(verdict(found(KINDS, 0, FIRST, SECOND), mails).unmet())
                .containsExactly(
                        "cut of opd-dinsos: expected one notice and one recovery notice. Found: 3 mails",
                        "notices: expected 4 mails. Found: 5");
    }

    @Test
    void otherIncident_isUnmet() {
        IncidentFound lost = new IncidentFound("inc-3", "AGENT_LOST", "MONITOR", "agent-x", Set.of(), false);
        assertThat(verdict(found(KINDS, 0, FIRST, SECOND, lost), MAILS).unmet())
                .singleElement()
                .asString()
                .startsWith("incidents: expected none but those of the cuts. Found: IncidentFound[id=inc-3");
    }

    private static Verdict verdict(Found found, List<Mail> mails) {
        return new Verdict(List.of(ACCESS, BACKBONE), found, mails);
    }

    private static Found found(Set<String> kinds, long lost, IncidentFound... incidents) {
        return new Found(900, kinds, lost, Map.of("UP", 43), List.of(incidents));
    }

    private static IncidentFound incident(String id, Set<String> links, boolean open) {
        return new IncidentFound(id, "LINK_DOWN", "BACKBONE", "subject", links, open);
    }

    private static Mail mail(String incident) {
        return new Mail("noc@example.go.id", "subject", "http://127.0.0.1:8080/incidents/" + incident);
    }
}
