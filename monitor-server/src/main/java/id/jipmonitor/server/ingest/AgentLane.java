package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one agent's work is done, on two virtual threads of its own, each one piece after the other: what must wait for the store,
 * and what must not. It outlives connections: when an agent connects anew, what is being stored is finished first.
 */
final class AgentLane {
    private static final Logger LOG = LoggerFactory.getLogger(AgentLane.class);
    private static final int FAILURES_PER_MINUTE = 1;

    private final AgentId agent;
    private final ExecutorService talking;
    private final ExecutorService storing;
    private final BatchIntake intake;
    private final LongSupplier nanos;
    private final LogLimit failures;

    AgentLane(AgentId agent, BatchIntake intake, LongSupplier nanos) {
        this.agent = agent;
        this.talking = worker("talk-" + agent);
        this.storing = worker("store-" + agent);
        this.intake = intake;
        this.nanos = nanos;
        this.failures = new LogLimit(FAILURES_PER_MINUTE, nanos.getAsLong());
    }

    private static ExecutorService worker(String name) {
        return Executors.newSingleThreadExecutor(Thread.ofVirtual().name(name).factory());
    }

    /** Runs the work after all that was given here before; it is not held up by the store. */
    void run(Consumer<BatchIntake> work) {
        hand(talking, work);
    }

    /** Runs the work after all that was given here before; it may wait for the store. */
    void store(Consumer<BatchIntake> work) {
        hand(storing, work);
    }

    /** Turns to the ledger of a boot, after what is being stored of another one; waits for it. */
    void open(BootId boot) {
        if (intake.isOpen(boot)) {
            return;
        }
        try {
            storing.submit(() -> intake.open(boot)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(agent + ": interrupted while its ledger was read", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(agent + ": its ledger could not be read", e);
        }
    }

    /** As {@link LogLimit#pass}: while a store is dead, every connection of the agent fails. */
    OptionalLong failureLine() {
        return failures.pass(nanos.getAsLong());
    }

    private void hand(ExecutorService worker, Consumer<BatchIntake> work) {
        try {
            worker.execute(() -> work.accept(intake));
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: dropped work because the server stops; the agent brings it again", agent, e);
        }
    }

    /** Takes no more work. What runs is not interrupted: a store must not be torn out of a write. */
    void stop() {
        talking.shutdown();
        storing.shutdown();
    }

    void awaitEnd(Duration patience) throws InterruptedException {
        boolean ended = talking.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)
                && storing.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            LOG.warn("{}: its last batch was still being stored after {}", agent, patience);
        }
    }
}
