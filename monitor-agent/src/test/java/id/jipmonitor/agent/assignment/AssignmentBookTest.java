package id.jipmonitor.agent.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.AssignmentWriter;
import id.jipmonitor.protocol.assignment.Cadence;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentBookTest {
    private static final AgentId AGENT = new AgentId("agent-1");

    @TempDir
    Path directory;

    private List<String> unfit = List.of();
    private final List<Assignment> runs = new ArrayList<>();

    @Test
    void offer_thatIsSound_runsAndOutlivesARestartUnderItsHash() {
        Assignment assignment = assignment(AGENT);
        String document = AssignmentWriter.write(assignment);
        String hash = AssignmentWriter.hash(document);
        assertThat(book().offered(hash, document)).isEmpty();

        AssignmentBook restarted = book();
        restarted.applyKept();

        assertThat(runs).containsExactly(assignment, assignment);
        assertThat(restarted.applied()).contains(new AppliedAssignment(hash, assignment));
        assertThat(AssignmentBook.kept(directory)).contains(assignment);
    }

    @Test
    void offer_forAnotherAgent_isRefusedAndTheOldOneStays() {
        AssignmentBook book = book();
        offer(book, AssignmentWriter.write(assignment(AGENT)));

        assertThat(offer(book, AssignmentWriter.write(assignment(new AgentId("agent-2")))))
                .containsExactly("assignment: agent: expected agent-1. Found: agent-2");
        assertThat(book.applied().orElseThrow().assignment()).isEqualTo(assignment(AGENT));
        assertThat(AssignmentBook.kept(directory)).contains(assignment(AGENT));
        assertThat(runs).hasSize(1);
    }

    @Test
    void offer_withProblems_isRefusedWithEachOfThem() {
        AssignmentBook book = book();

        assertThat(offer(book, "agent: agent-1\nprobes: 7\nprobez: []\n")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(book.applied()).isEmpty();
        assertThat(directory.resolve("assignment.yaml")).doesNotExist();
    }

    @Test
    void offer_thatReadsWellButCannotRunHere_isRefusedAndNotKept() {
        unfit = List.of("assignment: cron: expected a Quartz expression whose time comes");

        assertThat(offer(book(), AssignmentWriter.write(assignment(AGENT)))).isEqualTo(unfit);
        assertThat(runs).isEmpty();
        assertThat(AssignmentBook.kept(directory)).isEmpty();
    }

    @Test
    void offer_whoseHashIsAnothers_isRefused() {
        String document = AssignmentWriter.write(assignment(AGENT));

        assertThat(book().offered("0".repeat(64), document))
                .containsExactly("assignment: expected a document with hash " + "0".repeat(64) + ". Found: "
                        + AssignmentWriter.hash(document));
    }

    @Test
    void keptFile_thatIsDamaged_changesNothing() throws Exception {
        Files.writeString(directory.resolve("assignment.yaml"), "agent: [");
        AssignmentBook book = book();
        book.applyKept();

        assertThat(book.applied()).isEmpty();
        assertThat(runs).isEmpty();
    }

    private static List<String> offer(AssignmentBook book, String document) {
        return book.offered(AssignmentWriter.hash(document), document);
    }

    private AssignmentBook book() {
        return new AssignmentBook(AGENT, directory, _ -> unfit, runs::add);
    }

    private static Assignment assignment(AgentId agent) {
        return new Assignment(
                agent,
                List.of(new ProbeSpec(
                        new ProbeId("p-1"),
                        "127.0.0.1",
                        new Cadence.Every(Duration.ofSeconds(5)),
                        Duration.ofSeconds(1),
                        new ProbeSettings.Icmp(5, Duration.ofMillis(200), 56, 0, false, 64))));
    }
}
