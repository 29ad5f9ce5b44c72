package id.jipmonitor.agent.assignment;

import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.AssignmentReader;
import id.jipmonitor.protocol.assignment.AssignmentWriter;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.Checked;
import id.jipmonitor.protocol.settings.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes offers, keeps the last good one on disk and says what to probe.
 *
 * <p>Promise: an offer is applied whole or not at all; a refused one leaves the old one running; after a restart the kept
 * one is applied, under the same hash, whether or not a server is there.
 */
public final class AssignmentBook {
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentBook.class);

    private final AgentId agent;
    private final AssignmentFile file;
    private final Function<Assignment, List<String>> unfit;
    private final Consumer<Assignment> apply;
    private volatile Optional<AppliedAssignment> applied = Optional.empty();

    /**
     * @param unfit why this agent cannot run an assignment that reads well, one line each; it may change nothing
     * @param apply makes an assignment the one that runs; called by one thread at a time
     */
    public AssignmentBook(
            AgentId agent, Path dataDirectory, Function<Assignment, List<String>> unfit, Consumer<Assignment> apply) {
        this.agent = agent;
        this.file = new AssignmentFile(dataDirectory);
        this.unfit = unfit;
        this.apply = apply;
    }

    public Optional<AppliedAssignment> applied() {
        return applied;
    }

    /** The assignment that a data directory keeps, if it has a sound one; for a look without an agent. */
    public static Optional<Assignment> kept(Path dataDirectory) {
        return new AssignmentFile(dataDirectory)
                .read()
                .flatMap(document -> AssignmentReader.read(document).value());
    }

    /** Applies what was kept, if something was; a kept file that cannot be used is reported and changes nothing. */
    public void applyKept() {
        file.read().ifPresent(document -> {
            Checked<Assignment> checked = AssignmentReader.read(document);
            List<String> problems = problems(checked);
            if (problems.isEmpty()) {
                checked.value().ifPresent(assignment -> run(document, assignment));
            } else {
                LOG.warn("kept assignment {} is not applied: {}", file, problems.getFirst());
            }
        });
    }

    /**
     * Applies an offer.
     *
     * @return why not, one line each; empty when it runs now
     */
    public List<String> offered(String hash, String document) {
        String actual = AssignmentWriter.hash(document);
        List<String> problems = actual.equals(hash)
                ? accepted(document)
                : List.of("assignment: expected a document with hash " + hash + ". Found: " + actual);
        if (!problems.isEmpty()) {
            LOG.warn("offered assignment refused, the old one stays: {}", problems.getFirst());
        }
        return problems;
    }

    private List<String> accepted(String document) {
        Checked<Assignment> checked = AssignmentReader.read(document);
        List<String> problems = problems(checked);
        if (!problems.isEmpty()) {
            return problems;
        }
        try {
            file.write(document);
        } catch (IOException unwritable) {
            return List.of("assignment: expected a writable " + file + ". Found: " + unwritable.getMessage());
        }
        checked.value().ifPresent(assignment -> run(document, assignment));
        return List.of();
    }

    private List<String> problems(Checked<Assignment> checked) {
        return checked.value()
                .map(assignment -> assignment.agent().equals(agent)
                        ? unfit.apply(assignment)
                        : List.of("assignment: agent: expected " + agent + ". Found: " + assignment.agent()))
                .orElseGet(
                        () -> checked.problems().stream().map(Problem::toString).toList());
    }

    private void run(String document, Assignment assignment) {
        String hash = AssignmentWriter.hash(document);
        apply.accept(assignment);
        applied = Optional.of(new AppliedAssignment(hash, assignment));
        LOG.info(
                "assignment {} applied: {} probes",
                hash.substring(0, 8),
                assignment.probes().size());
    }
}
