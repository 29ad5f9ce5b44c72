package id.jipmonitor.server.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import id.jipmonitor.protocol.model.LinkId;
import id.jipmonitor.server.alert.FaultDomain;
import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.incident.LogEntry.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every record of incidents promises. */
abstract class IncidentLogContract {
    private static final Instant START = Instant.parse("2026-11-02T00:00:00.000001Z");

    abstract IncidentLog log();

    @Test
    void incident_asAppended_isFoundWithEveryField() {
        IncidentLog log = log();
        Incident incident = incident("l1", 0, Optional.empty());
        log.append(List.of(change(Kind.OPENED, incident)), START);

        assertThat(log.find(incident.id())).contains(incident);
        assertThat(log.open()).containsExactly(incident);
    }

    @Test
    void newestEntry_saysHowTheIncidentStands_andEveryEntryIsKept() {
        IncidentLog log = log();
        Incident opened = incident("l1", 0, Optional.empty());
        Incident closed = incident("l1", 0, Optional.of(START.plusSeconds(60)));
        log.append(List.of(change(Kind.OPENED, opened)), START);
        log.append(List.of(new IncidentChange(Kind.CLOSED, closed, true)), START.plusSeconds(70));

        assertThat(log.open()).isEmpty();
        assertThat(log.find(opened.id())).contains(closed);
        assertThat(log.entries(opened.id()))
                .extracting(LogEntry::kind, LogEntry::historic, LogEntry::incident)
                .containsExactly(tuple(Kind.OPENED, false, opened), tuple(Kind.CLOSED, true, closed));
    }

    @Test
    void withdrawnIncident_isInTheEntriesOnly_untilItIsOpenedAgain() {
        IncidentLog log = log();
        Incident incident = incident("l1", 0, Optional.empty());
        log.append(List.of(change(Kind.OPENED, incident)), START);
        log.append(List.of(change(Kind.WITHDRAWN, incident)), START);

        assertThat(log.open()).isEmpty();
        assertThat(log.recent(10)).isEmpty();
        assertThat(log.find(incident.id())).isEmpty();
        assertThat(log.entries(incident.id())).hasSize(2);

        log.append(List.of(change(Kind.OPENED, incident)), START);
        assertThat(log.find(incident.id())).contains(incident);
    }

    @Test
    void between_givesWhatOverlaps_inOrderOfStart() {
        IncidentLog log = log();
        Incident first = incident("l1", 0, Optional.of(START.plusSeconds(10)));
        Incident second = incident("l2", 20, Optional.empty());
        Incident third = incident("l3", 40, Optional.of(START.plusSeconds(50)));
        log.append(List.of(change(Kind.OPENED, third), change(Kind.OPENED, first), change(Kind.OPENED, second)), START);

        assertThat(log.between(START, START.plusSeconds(100))).containsExactly(first, second, third);
        assertThat(log.between(START.plusSeconds(10), START.plusSeconds(40))).containsExactly(second);
        assertThat(log.recent(2)).containsExactly(third, second);
    }

    @Test
    void acknowledgement_isKeptWithNameAndTime_andChangesNoState() {
        IncidentLog log = log();
        Incident incident = incident("l1", 0, Optional.empty());
        log.append(List.of(change(Kind.OPENED, incident)), START);
        log.acknowledge(incident.id(), new Acknowledgement("sari", "teknisi berangkat", START.plusSeconds(5)));
        log.comment(incident.id(), new Acknowledgement("budi", "listrik padam", START.plusSeconds(6)));

        assertThat(log.open()).containsExactly(incident);
        assertThat(log.entries(incident.id()))
                .extracting(LogEntry::kind, LogEntry::author, LogEntry::comment)
                .endsWith(
                        tuple(Kind.ACKNOWLEDGED, "sari", "teknisi berangkat"),
                        tuple(Kind.COMMENTED, "budi", "listrik padam"));
        assertThat(log.entries(incident.id()))
                .extracting(LogEntry::seq)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void acknowledgement_ofAnUnknownIncident_isRefused() {
        assertThatThrownBy(() ->
                        log().acknowledge(new IncidentId("0123456789abcdef"), new Acknowledgement("sari", "", START)))
                .hasMessage("incident: expected one of the record. Found: 0123456789abcdef");
    }

    private static IncidentChange change(Kind kind, Incident incident) {
        return new IncidentChange(kind, incident, false);
    }

    private static Incident incident(String link, long second, Optional<Instant> endsAt) {
        Instant start = START.plusSeconds(second);
        return new Incident(
                IncidentId.of(Incident.Kind.LINK_DOWN, link, start),
                Incident.Kind.LINK_DOWN,
                FaultDomain.ACCESS_LINK,
                link,
                List.of(new LinkId(link), new LinkId("other")),
                start,
                start.plusSeconds(20),
                endsAt,
                List.of(new Evidence("bukti \"satu\"\n", "evidence 'one'"), new Evidence("dua", "two")));
    }
}
