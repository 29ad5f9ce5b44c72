package id.jipmonitor.agent.selfview;

import id.jipmonitor.agent.selfview.Witnesses.Testimony;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.SelfView.Gateway;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Knows whether the agent can see. Looks around at its interval on a thread of its own; a round that met silence asks for
 * a look that began after the silence, so that a cable pulled a moment ago is not taken for a dead link.
 */
public final class SelfViewer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelfViewer.class);
    /** A look under way and the next one, each a witness's waiting time, and some. */
    private static final int LOOK_MILLIS = 3_000;
    /** More than there are during the longest round. */
    private static final int LOOKS_KEPT = 200;

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
    /** The newest first. */
    private final Deque<Look> looks = new ConcurrentLinkedDeque<>();

    private final LongSupplier nanoClock;
    /** Completed by the next look to begin. */
    private volatile CompletableFuture<Sight> nextLook = new CompletableFuture<>();

    private final Thread watcher;
    private volatile Sight sight;
    private volatile long drops;

    /** What was seen, and when the look ended by the monotonic clock. */
    private record Look(long endedAt, Sight sight) {}

    /** What one look saw. */
    private record Sight(boolean interfaceUp, Testimony testimony) {
        /** A silence that lies between looks cannot be believed unless all of them could see. */
        Sight worse(Sight before) {
            boolean blindBefore = before.testimony.total() > 0
                    && before.testimony.answered() == 0
                    && before.testimony.gateway() != Gateway.ANSWERS;
            return new Sight(interfaceUp && before.interfaceUp, blindBefore ? before.testimony : testimony);
        }
    }

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
        this.nanoClock = nanoClock;
        this.stalls = new StallDetector(nanoClock);
        this.pauses = new PauseListener(nanoClock);
        int anchors = settings.anchors().size();
        this.sight = new Sight(surroundings.interfaceUp(), new Testimony(Gateway.NOT_PROBED, anchors, anchors));
        this.watcher = Thread.ofVirtual().name("self-view").start(this::watch);
    }

    /** What is known now, with the worst lag and pause since a time of the monotonic clock. Never blocks. */
    public SelfView view(long sinceNanos) {
        return view(sinceNanos, sight);
    }

    private SelfView view(long sinceNanos, Sight known) {
        Load now = load.get();
        Instant at = wallClock.instant();
        Duration oldest = now.oldestSpooled()
                .map(spooled -> Duration.between(spooled, at))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new SelfView(
                at,
                known.interfaceUp(),
                known.testimony().gateway(),
                known.testimony().answered(),
                known.testimony().total(),
                stalls.worstSince(sinceNanos),
                pauses.worstSince(sinceNanos),
                Math.max(0, now.socketDrops() - drops),
                now.spoolResults(),
                oldest);
    }

    /**
     * As {@link #view}, after a look around that began now, and no better than any look since then and the last one before: a
     * cable that was put back a moment ago must not vouch for a silence while it was out, however often others have looked
     * meanwhile. Many that ask at once share one look. Blocks for 1 s and a bit.
     */
    public SelfView freshView(long sinceNanos) throws InterruptedException {
        CompletableFuture<Sight> look = nextLook;
        wanted.release();
        try {
            return view(sinceNanos, worstSince(sinceNanos, look.get(LOOK_MILLIS, TimeUnit.MILLISECONDS)));
        } catch (ExecutionException | TimeoutException late) {
            // An old testimony must not vouch for a silence that it did not see.
            LOG.warn("no fresh self-view within {} ms; no anchor counts as answering", LOOK_MILLIS);
            return view(sinceNanos, unseen());
        }
    }

    private Sight worstSince(long sinceNanos, Sight newest) {
        Sight worst = newest;
        for (Look each : looks) {
            worst = worst.worse(each.sight());
            if (each.endedAt() - sinceNanos <= 0) {
                break;
            }
        }
        return worst;
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
            lookOrLogWhyNot();
            tellFirstSight();
            while (!Thread.currentThread().isInterrupted()) {
                if (wanted.tryAcquire(settings.interval().toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
                lookOrLogWhyNot();
            }
        } catch (InterruptedException closing) {
            LOG.debug("self-view stopped");
        }
    }

    /** Whoever has just set the agent up learns whether it can see, before a target is accused. */
    private void tellFirstSight() {
        boolean up = sight.interfaceUp();
        Testimony first = sight.testimony();
        boolean sees = up && first.gateway() != Gateway.SILENT && (first.total() == 0 || first.answered() > 0);
        LOG.atLevel(sees ? Level.INFO : Level.WARN)
                .log(
                        "self-view: interface {}, gateway {}, {} of {} anchors answer{}",
                        up ? "up" : "down",
                        switch (first.gateway()) {
                            case ANSWERS -> "answers";
                            case SILENT -> "silent";
                            case NOT_PROBED -> "not asked";
                        },
                        first.answered(),
                        first.total(),
                        sees ? "" : "; silence of targets may be reported as BLIND");
    }

    private void lookOrLogWhyNot() throws InterruptedException {
        try {
            look();
        } catch (RuntimeException failure) {
            // Without this thread the last good testimony would stand for ever; a look that failed proves no sight.
            LOG.error("the self-view failed; until it works again no anchor counts as answering", failure);
            remember(unseen());
        }
    }

    private void remember(Sight seen) {
        sight = seen;
        looks.addFirst(new Look(nanoClock.getAsLong(), seen));
        if (looks.size() > LOOKS_KEPT) {
            looks.removeLast();
        }
    }

    private Sight unseen() {
        return new Sight(
                sight.interfaceUp(),
                new Testimony(Gateway.NOT_PROBED, 0, settings.anchors().size()));
    }

    private void look() throws InterruptedException {
        CompletableFuture<Sight> asked = nextLook;
        nextLook = new CompletableFuture<>();
        drops = load.get().socketDrops();
        Sight before = sight;
        boolean up = surroundings.interfaceUp();
        if (up != before.interfaceUp()) {
            LOG.warn("own interface is {}", up ? "up again" : "down: silence is reported as BLIND");
        }
        Testimony testimony = witnesses.ask(settings.gateway() ? surroundings.gateway() : Optional.empty());
        if (before.testimony().answered() > 0 && testimony.answered() == 0) {
            LOG.warn("none of {} anchors answers; gateway {}", testimony.total(), testimony.gateway());
        }
        remember(new Sight(up, testimony));
        asked.complete(sight);
    }
}
