package id.jipmonitor.server.notify.plan;

import static id.jipmonitor.server.notify.Incidents.START;
import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.notify.Incidents;
import id.jipmonitor.server.notify.plan.NotifyDecision.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The decision table of a group: group_wait 30 s, group_interval 5 min, repeat_interval 4 h. */
class NotifyGroupTest {
    private static final Route ROUTE = new Route(
            List.of(),
            "noc",
            List.of("domain"),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(4),
            false,
            List.of());
    private static final Instant DECLARED = START.plusSeconds(20);
    private static final Incident FAULT = Incidents.open("a", "l1", "l2");

    private static NotifyGroup group(boolean sendResolved) {
        Receiver receiver = new Receiver("noc", Locale.ENGLISH, ZoneOffset.UTC, sendResolved, List.of());
        return NotifyGroup.empty(new GroupKey("noc", "", "domain=backbone"), ROUTE, receiver);
    }

    private static NotifyGroup toldOf(Incident incident, Instant at) {
        NotifyGroup group = group(true).with(incident);
        return group.after(group.decide(at), at);
    }

    @Test
    void newGroup_beforeGroupWait_waitsForCompanions() {
        NotifyDecision decision = group(true).with(FAULT).decide(DECLARED.plusMillis(29_999));
        assertThat(decision.reason()).isEqualTo(Reason.WAITING_FOR_COMPANIONS);
        assertThat(decision.sends()).isFalse();
    }

    @Test
    void newGroup_afterGroupWait_tellsAllMembersAtOnce() {
        Incident other = Incidents.open("b", "l3");
        NotifyDecision decision = group(true).with(FAULT).with(other).decide(DECLARED.plusSeconds(30));
        assertThat(decision.reason()).isEqualTo(Reason.FIRST);
        assertThat(decision.firing()).containsExactly(FAULT, other);
    }

    @Test
    void incident_endedBeforeAnybodyWasTold_isNotTold() {
        NotifyGroup group = group(true).with(Incidents.ended(FAULT, DECLARED.plusSeconds(5)));
        assertThat(group.decide(DECLARED.plusSeconds(31)).reason()).isEqualTo(Reason.ENDED_UNTOLD);
    }

    @Test
    void toldGroup_withoutNews_isSilentUntilRepeatInterval() {
        Instant told = DECLARED.plusSeconds(30);
        NotifyGroup group = toldOf(FAULT, told);
        assertThat(group.decide(told.plus(Duration.ofHours(4)).minusMillis(1)).reason())
                .isEqualTo(Reason.NOTHING_NEW);
        assertThat(group.decide(told.plus(Duration.ofHours(4))).reason()).isEqualTo(Reason.REPEATED);
    }

    @Test
    void toldGroup_newMember_waitsForGroupInterval() {
        Instant told = DECLARED.plusSeconds(30);
        NotifyGroup group = toldOf(FAULT, told).with(Incidents.open("b", "l3"));
        assertThat(group.decide(told.plusSeconds(299)).reason()).isEqualTo(Reason.WAITING_FOR_INTERVAL);
        assertThat(group.decide(told.plusSeconds(300)).reason()).isEqualTo(Reason.CHANGED);
    }

    @Test
    void toldGroup_recovered_tellsTheEndOnceAndIsEmpty() {
        Instant told = DECLARED.plusSeconds(30);
        Incident ended = Incidents.ended(FAULT, told.plusSeconds(60));
        NotifyGroup group = toldOf(FAULT, told).with(ended);
        NotifyDecision decision = group.decide(told.plusSeconds(300));
        assertThat(decision.reason()).isEqualTo(Reason.CHANGED);
        assertThat(decision.firing()).isEmpty();
        assertThat(decision.resolved()).containsExactly(ended);
        assertThat(group.after(decision, told.plusSeconds(300)).members()).isEmpty();
    }

    @Test
    void receiverWithoutSendResolved_recovered_isNotTold() {
        NotifyGroup group = group(false).with(Incidents.ended(FAULT, DECLARED.plusSeconds(40)), Told.FIRING);
        assertThat(group.toldAt(DECLARED).decide(DECLARED.plusSeconds(900)).reason())
                .isEqualTo(Reason.ENDED_UNTOLD);
    }
}
