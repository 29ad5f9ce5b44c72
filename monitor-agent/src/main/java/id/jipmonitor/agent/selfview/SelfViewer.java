package id.jipmonitor.agent.selfview;

import id.jipmonitor.agent.selfview.Witnesses.Testimony;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.SelfView.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the agent can see. Looks around at its interval on a thread of its own; a round that met silence asks for
 * a look that began after the silence, so that a cable pulled a moment ago is not taken for a dead link.
 */
public final class SelfViewer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelfViewer.class);
    /** A look under way and the next one, each a witness's waiting time, and some. */
    private static final int LOOK_MILLIS = 3_000;

    /**
     * What other rooms know.
     *
     * @param socketDrops packets that the kernel dropped on probe sockets since the start
     * @param spoolResults results that wait
     * @param oldestSpooled when the oldest of them was spooled
     */
    public record Load(long socketDrops, long spoolResults, Optional<Instant> oldestSpooled) {}

    private final SelfViewSettings settings;
    private final Surroundings surroundings;
    private final Witnesses witnesses;
    private final Supplier<Load> load;
    private final InstantSource wallClock;
    private final StallDetector stalls;
    private final PauseListener pauses;
    private final Semaphore wanted = new Semaphore(0);
    /** Completed by the next look to begin. */
    private volatile CompletableFuture<Testimony> nextLook = new CompletableFuture<>();

    private final Thread watcher;
    private volatile Testimony testimony;
    private volatile boolean interfaceUp;
    private volatile long drops;

    public SelfViewer(
            SelfViewSettings settings,
            AnchorProbe probe,
            Supplier<Load> load,
            InstantSource wallClock,
            LongSupplier nanoClock) {
        this(settings, new HostSurroundings(settings.networkInterface()), probe, load, wallClock, nanoClock);
    }

    SelfViewer(
            SelfViewSettings settings,
            Surroundings surroundings,
            AnchorProbe probe,
            Supplier<Load> load,
            InstantSource wallClock,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.witnesses = new Witnesses(settings.anchors(), probe);
        this.load = load;
        this.wallClock = wallClock;
        this.stalls = new StallDetector(nanoClock);
        this.pauses = new PauseListener(nanoClock);
        this.interfaceUp = surroundings.interfaceUp();
        int anchors = settings.anchors().size();
        this.testimony = new Testimony(Gateway.NOT_PROBED, anchors, anchors);
        this.watcher = Thread.ofVirtual().name("self-view").start(this::watch);
    }

    /** What is known now, with the worst lag and pause since a time of the monotonic clock. Never blocks. */
    public SelfView view(long sinceNanos) {
        return view(sinceNanos, testimony);
    }

    private SelfView view(long sinceNanos, Testimony known) {
        Load now = load.get();
        Instant at = wallClock.instant();
        Duration oldest = now.oldestSpooled()
                .map(spooled -> Duration.between(spooled, at))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new SelfView(
                at,
                interfaceUp,
                known.gateway(),
                known.answered(),
                known.total(),
                stalls.worstSince(sinceNanos),
                pauses.worstSince(sinceNanos),
                Math.max(0, now.socketDrops() - drops),
                now.spoolResults(),
                oldest);
    }

    /** As {@link #view}, after a look around that began now; many that ask at once share one. Blocks for 1 s and a bit. */
    public SelfView freshView(long sinceNanos) throws InterruptedException {
        CompletableFuture<Testimony> look = nextLook;
        wanted.release();
        try {
            look.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException late) {
            // An old testimony must not vouch for a silence that it did not see.
            LOG.warn("no fresh self-view within {} ms; no anchor counts as answering", LOOK_MILLIS);
            return view(sinceNanos, unseen());
        }
        return view(sinceNanos);
    }

    /** Whether the agent stood still so long since then that times measured meanwhile are suspect. */
    public boolean stalledSince(long nanos) {
        Duration worst = stalls.worstSince(nanos);
        Duration pause = pauses.worstSince(nanos);
        Duration limit = settings.stallThreshold();
        return worst.compareTo(limit) >= 0 || pause.compareTo(limit) >= 0;
    }

    @Override
    public void close() {
        watcher.interrupt();
        witnesses.close();
        stalls.close();
        pauses.close();
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                lookOrLogWhyNot();
                if (wanted.tryAcquire(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException closing) {
            LOG.debug("self-view stopped");
        }
    }

    private void lookOrLogWhyNot() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException failure) {
            // Without this thread the last good testimony would stand for ever; a look that failed proves no sight.
            LOG.error("the self-view failed; until it works again no anchor counts as answering", failure);
            testimony = unseen();
        }
    }

    private Testimony unseen() {
        return new Testimony(Gateway.NOT_PROBED, 0, settings.anchors().size());
    }

    private void look() throws InterruptedException {
        CompletableFuture<Testimony> asked = nextLook;
        nextLook = new CompletableFuture<>();
        drops = load.get().socketDrops();
        boolean up = surroundings.interfaceUp();
        if (up != interfaceUp) {
            LOG.warn("own interface is {}", up ? "up again" : "down: silence is reported as BLIND");
        }
        interfaceUp = up;
        Testimony before = testimony;
        testimony = witnesses.ask(settings.gateway() ? surroundings.gateway() : Optional.empty());
        if (before.answered() > 0 && testimony.answered() == 0) {
            LOG.warn("none of {} anchors answers; gateway {}", testimony.total(), testimony.gateway());
        }
        asked.complete(testimony);
    }
}
