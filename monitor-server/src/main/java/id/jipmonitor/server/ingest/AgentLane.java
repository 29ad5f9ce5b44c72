package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one agent's work is done, one piece after the other, on a virtual thread of its own. It outlives connections:
 * when an agent connects anew, what its old connection brought is finished first.
 */
final class AgentLane {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLane.class);

    private final AgentId agent;
    private final ExecutorService worker;
    private final BatchIntake intake;

    AgentLane(AgentId agent, BatchIntake intake) {
        this.agent = agent;
        this.worker = Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("ingest-" + agent).factory());
        this.intake = intake;
    }

    /** Runs the work after all that was given before. */
    void run(Consumer<BatchIntake> work) {
        try {
            worker.execute(() -> work.accept(intake));
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: dropped work because the server stops; the agent brings it again", agent, e);
        }
    }

    /** Takes no more work. What runs is not interrupted: a store must not be torn out of a write. */
    void stop() {
        worker.shutdown();
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        if (!worker.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("{}: its last batch was still being stored after {}", agent, patience);
        }
    }
}
