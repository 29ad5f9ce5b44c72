package id.jipmonitor.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.server.alert.TestNetwork;
import id.jipmonitor.server.incident.Incident;
import id.jipmonitor.server.incident.Incident.Evidence;
import id.jipmonitor.server.incident.LogEntry;
import id.jipmonitor.server.incident.MemoryIncidentLog;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.path.PathResults;
import id.jipmonitor.server.store.MemoryResultStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The promise: an incident of a link keeps the last whole path before it and the first one in it, late or not. */
class PathEvidenceTest {
    private static final Instant START = Instant.parse("2026-11-24T03:00:00Z");
    private static final Instant FAULT = START.plusSeconds(2_400);
    private static final String PATH = "l6-path";
    private static final Evidence DIFFERENCE = new Evidence(
            "Jalur dari site1 ke 192.0.2.1: sejak 24 Nov 10.40 WIB berakhir setelah lompatan 1 (10.8.0.1); sebelumnya (24 Nov"
                    + " 10.05 WIB) berlanjut ke lompatan 2 (10.8.0.2) dan sasaran di lompatan 3.",
            "Path from site1 to 192.0.2.1: since 24 Nov 10:40 WIB it ends after hop 1 (10.8.0.1); before (24 Nov 10:05"
                    + " WIB) it went on to hop 2 (10.8.0.2) and the target at hop 3.");
    private static final Evidence HOPS = new Evidence(
            "Lompatan sebelumnya (24 Nov 10.05 WIB): 1 10.8.0.1, 2 10.8.0.2, 3 192.0.2.1. Lompatan dalam gangguan (24 Nov"
                    + " 10.40 WIB): 1 10.8.0.1.",
            "Hops before (24 Nov 10:05 WIB): 1 10.8.0.1, 2 10.8.0.2, 3 192.0.2.1. Hops in the fault (24 Nov 10:40 WIB):"
                    + " 1 10.8.0.1.");

    private final Inventory inventory = RandomNetwork.inventory();
    private final MemoryResultStore store = new MemoryResultStore();
    private final MemoryIncidentLog log = new MemoryIncidentLog();
    private Evaluator evaluator = Evaluator.start(inventory, TestNetwork.rules(), store, log, START);
    private long sequence;

    @AfterEach
    void close() {
        evaluator.close();
    }

    @Test
    void linkDown_pathsInTime_areInTheIncidentAsItOpens() {
        take(pings());
        take(List.of(wholeBefore(), cutInFault()));
        judge(FAULT.plusSeconds(60));

        assertThat(incident().evidence()).endsWith(DIFFERENCE, HOPS);
        assertThat(log.entries(incident().id())).extracting(LogEntry::kind).containsExactly(LogEntry.Kind.OPENED);
    }

    @Test
    void pathThatComesLate_isAddedToTheRecord() {
        take(pings());
        take(List.of(wholeBefore()));
        judge(FAULT.plusSeconds(60));
        assertThat(incident().evidence()).hasSize(1);

        take(List.of(cutInFault()));
        judge(FAULT.plusSeconds(61));

        assertThat(incident().evidence()).endsWith(DIFFERENCE, HOPS);
        assertThat(log.entries(incident().id()))
                .extracting(LogEntry::kind)
                .containsExactly(LogEntry.Kind.OPENED, LogEntry.Kind.UPDATED);
    }

    @Test
    void pathOfAnIncidentThatIsOver_thatComesLate_isAddedAsHistory_thoughAllIsWell() {
        take(pings());
        take(List.of(wholeBefore()));
        judge(FAULT.plusSeconds(60));
        take(answers(FAULT.plusSeconds(60), 10));
        judge(FAULT.plusSeconds(160));
        take(List.of(cutInFault()));
        judge(FAULT.plusSeconds(161));

        assertThat(incident().open()).isFalse();
        assertThat(incident().evidence()).endsWith(DIFFERENCE, HOPS);
        assertThat(log.entries(incident().id()).getLast())
                .extracting(LogEntry::kind, LogEntry::historic)
                .containsExactly(LogEntry.Kind.UPDATED, true);
    }

    @Test
    void serverStartedAgain_readsTheSameEvidence_andNotesNothing() {
        take(pings());
        take(List.of(wholeBefore(), cutInFault()));
        judge(FAULT.plusSeconds(60));
        evaluator.close();
        evaluator = Evaluator.start(inventory, TestNetwork.rules(), store, log, FAULT.plusSeconds(62));
        judge(FAULT.plusSeconds(62));

        assertThat(log.entries(incident().id())).hasSize(1);
    }

    @Test
    void wholePathOfTheDayBeforeYesterday_isNoComparison() {
        take(pings());
        take(List.of(
                recorded(PathResults.reached(PATH, FAULT.minus(Duration.ofHours(25)), "10.8.0.1", "192.0.2.1")),
                cutInFault()));
        judge(FAULT.plusSeconds(60));

        assertThat(incident().evidence().get(1).english()).contains("no whole path is known from the day before");
    }

    @Test
    void pathThatCouldNotTell_andOneOfAnotherAgent_tellNothing() {
        take(pings());
        ProbeResult blind = PathResults.cut(PATH, FAULT.plusSeconds(1)).judged(Outcome.BLIND, Reason.NONE);
        take(List.of(
                recorded(blind),
                new RecordedResult(TestNetwork.HUB, sequence(), PathResults.cut(PATH, FAULT.plusSeconds(2)))));
        judge(FAULT.plusSeconds(60));

        assertThat(incident().evidence()).hasSize(1);
    }

    private Incident incident() {
        return log.between(START, FAULT.plusSeconds(3_600)).getFirst();
    }

    private RecordedResult wholeBefore() {
        return recorded(PathResults.reached(PATH, START.plusSeconds(300), "10.8.0.1", "10.8.0.2", "192.0.2.1"));
    }

    private RecordedResult cutInFault() {
        return recorded(PathResults.cut(PATH, FAULT.plusSeconds(3), "10.8.0.1"));
    }

    /** The link's judge answers until the fault begins; then it does not for a minute. */
    private List<RecordedResult> pings() {
        List<RecordedResult> pings = new ArrayList<>(answers(FAULT.minusSeconds(100), 10));
        for (int i = 0; i < 6; i++) {
            RecordedResult answer = RandomNetwork.answer(inventory, "l6", FAULT.plusSeconds(10L * i));
            pings.add(recorded(answer.result().judged(Outcome.UNREACHABLE, Reason.NONE)));
        }
        return pings;
    }

    private List<RecordedResult> answers(Instant from, int count) {
        List<RecordedResult> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(recorded(RandomNetwork.answer(inventory, "l6", from.plusSeconds(10L * i))
                    .result()));
        }
        return answers;
    }

    private RecordedResult recorded(ProbeResult result) {
        return new RecordedResult(
                inventory.probe(new ProbeId("l6")).orElseThrow().agent(), sequence(), result);
    }

    private Sequence sequence() {
        return new Sequence(new BootId(1), ++sequence);
    }

    private void take(List<RecordedResult> results) {
        store.append(results);
        evaluator.accept(results);
    }

    private void judge(Instant now) {
        evaluator.advance(now);
        evaluator.settle();
    }
}
