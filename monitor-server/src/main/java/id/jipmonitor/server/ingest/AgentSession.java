package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.server.ingest.AgentHealth.ClockHealth;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A greeted connection. Its methods run on the channel's event loop and only pass work on to the agent's lane; when the
 * lane is behind, the channel is not read, and TCP holds the agent back.
 */
final class AgentSession {
    /** Batches and heartbeats that may wait in the lane before the channel is no longer read; more than an agent sends unasked. */
    static final int MAX_IN_FLIGHT = 24;

    /** Results in them, which is what they cost in memory. */
    static final int MAX_RESULTS_IN_FLIGHT = 4 * Batch.MAX_RESULTS;

    /** Results that are stored together. */
    private static final int MAX_STORED_TOGETHER = 2 * Batch.MAX_RESULTS;

    /**
     * When nothing of what waits was stored for so long, the session ends. An agent sends a limited number of batches without an
     * acknowledgement; on a new connection it begins with the newest, and these are judged whether the store takes them or not.
     */
    private static final Duration STORE_PATIENCE = Duration.ofSeconds(8);

    /** Beyond this, times of results mislead whoever compares them with those of other agents. */
    private static final Duration CLOCK_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AgentSession.class);

    private final Hello hello;
    private final Channel channel;
    private final X509Certificate certificate;
    private final AgentLane lane;
    private final IngestSeams seams;
    private final IngestMetrics metrics;
    private final Instant since;
    /** Received and not handed to the store yet. */
    private final Queue<Batch> waiting = new ConcurrentLinkedQueue<>();
    /** Only touched on the event loop. */
    private int inFlight;
    /** Only touched on the event loop. */
    private int resultsInFlight;
    /** Only touched on the event loop. */
    private @Nullable Future<?> storeDeadline;
    /** Set when what was sent must come again on a new connection. */
    private volatile boolean failed;
    /** Only touched on the event loop. */
    private ClockOffset clock = ClockOffset.UNKNOWN;

    private volatile Optional<ClockHealth> clockHealth = Optional.empty();
    /** Only touched in the lane. */
    private Optional<String> offered;

    private volatile Applied applied;

    AgentSession(
            Hello hello,
            Channel channel,
            X509Certificate certificate,
            AgentLane lane,
            IngestSeams seams,
            IngestMetrics metrics) {
        this.hello = hello;
        this.channel = channel;
        this.certificate = certificate;
        this.lane = lane;
        this.seams = seams;
        this.metrics = metrics;
        this.since = seams.clock().instant();
        this.offered = hello.assignmentHash();
        this.applied = new Applied(hello.assignmentHash(), List.of());
    }

    AgentId agent() {
        return hello.agent();
    }

    BootId boot() {
        return hello.boot();
    }

    /** Loads the ledger, then welcomes: an agent that is welcome can be served. */
    void open() {
        lane.run(guarded(_ -> {
            lane.open(boot());
            send(new Welcome(hello.version().common(), seams.clock().instant()));
        }));
        tellAuthorities();
        offerAssignment();
    }

    /** In the lane, so that it never comes before the welcome. */
    void tellAuthorities() {
        lane.run(_ -> seams.identities().desk().authorities().ifPresent(this::send));
    }

    /** Ends the session when its certificate is not accepted any more. May be called from any thread. */
    void recheckIdentity(RefusalLog refusals) {
        Optional<String> refusal = seams.identities().desk().refusal(agent(), certificate);
        if (refusal.isPresent()) {
            refusals.refused(Refused.REVOKED, channel.remoteAddress(), refusal.get());
            var _ = channel.writeAndFlush(new Refusal(refusal.get())).addListener(ChannelFutureListener.CLOSE);
        }
    }

    void accept(Batch batch) {
        waiting.add(batch);
        Runnable done = counted(batch.results().size());
        lane.run(guarded(intake -> intake.judge(batch)).andThen(_ -> done.run()));
        lane.store(guarded(this::storeWaiting).andThen(_ -> done.run()));
    }

    /** Takes what came meanwhile with it: the slower the store, the more goes at once. */
    private void storeWaiting(BatchIntake intake) {
        List<Batch> together = new ArrayList<>();
        int results = 0;
        for (Batch next = waiting.peek();
                next != null && (together.isEmpty() || results + next.results().size() <= MAX_STORED_TOGETHER);
                next = waiting.peek()) {
            together.add(waiting.remove());
            results += next.results().size();
        }
        if (!together.isEmpty()) {
            for (Ack each : intake.accept(together)) {
                send(each);
                metrics.acknowledged();
            }
        }
    }

    void accept(Heartbeat heartbeat) {
        heartbeat.clocks().ifPresent(this::compareClocks);
        Runnable done = counted(0);
        lane.run(guarded(_ -> seams.selfViews()
                        .accept(agent(), heartbeat.view(), seams.clock().instant()))
                .andThen(_ -> done.run()));
        lane.store(guarded(intake -> intake.announced(boot(), heartbeat.nextNumber()))
                .andThen(_ -> done.run()));
    }

    /** Here and not in the lane, for what waits in the lane would look like a slow network. */
    private void compareClocks(Heartbeat.Clocks clocks) {
        Instant now = seams.clock().instant();
        clock = clock.heard(clocks, now);
        clock.estimate(now).ifPresent(estimate -> {
            metrics.clock(agent(), estimate);
            Optional<Instant> before = clockHealth.flatMap(ClockHealth::wrongSince);
            boolean off = estimate.exceeds(CLOCK_LIMIT);
            if (off && before.isEmpty()) {
                LOG.warn(
                        "{}: its clock is {} s off (within {} s). Set it by NTP: times of its results are off as much",
                        agent(),
                        estimate.offset().toMillis() / 1e3,
                        estimate.error().toMillis() / 1e3);
            } else if (before.isPresent() && !off) {
                LOG.info("{}: its clock is right again", agent());
            }
            clockHealth = Optional.of(
                    new ClockHealth(estimate.offset(), off ? before.or(() -> Optional.of(now)) : Optional.empty()));
        });
        send(new Message.HeartbeatAnswer(now));
    }

    /**
     * A message that makes work: the more of it waits, the less is read.
     *
     * @return to be run when each of its two halves is done
     */
    private Runnable counted(int results) {
        inFlight++;
        resultsInFlight += results;
        if (inFlight == 1) {
            expectProgress();
        }
        adjustReading();
        AtomicInteger halves = new AtomicInteger(2);
        return () -> {
            if (halves.decrementAndGet() == 0) {
                channel.eventLoop().execute(() -> oneDone(results));
            }
        };
    }

    void accept(AssignmentAnswer answer) {
        if (answer.problems().isEmpty()) {
            applied = new Applied(Optional.of(answer.hash()), List.of());
            LOG.info("{}: applied assignment {}", agent(), answer.hash());
        } else {
            applied = new Applied(applied.hash(), answer.problems());
            LOG.warn("{}: did not apply assignment {}: {}", agent(), answer.hash(), answer.problems());
        }
    }

    /** Sends the agent's assignment unless it has it. May be called from any thread. */
    void offerAssignment() {
        lane.run(_ -> {
            try {
                seams.assignments().assignmentOf(agent()).ifPresent(this::offer);
            } catch (RuntimeException e) {
                // The agent goes on with what it has; closing would lose live results for nothing.
                LOG.error("{}: its assignment could not be made", agent(), e);
            }
        });
    }

    private void offer(AssignmentOffer offer) {
        if (!offered.equals(Optional.of(offer.hash()))) {
            offered = Optional.of(offer.hash());
            send(offer);
        }
    }

    /** While a slow store holds an acknowledgement back: that this end lives, or the agent would come anew and bring it again. */
    void showLife() {
        if (busy() && hello.version().number() > 1) {
            send(new Message.HeartbeatAnswer(seams.clock().instant()));
        }
    }

    /** Whether the server itself is the reason that nothing is read. */
    boolean busy() {
        return inFlight > 0;
    }

    void adjustReading() {
        boolean room = inFlight < MAX_IN_FLIGHT && resultsInFlight < MAX_RESULTS_IN_FLIGHT;
        channel.config().setAutoRead(room && channel.isWritable());
    }

    void close() {
        var _ = channel.close(); // channelInactive of the handler tells when it is done
    }

    /** Empty before anything is known. */
    Optional<ClockHealth> clockHealth() {
        return clockHealth;
    }

    SessionStatus status() {
        Applied now = applied;
        return new SessionStatus(
                agent(), boot(), hello.software(), channel.remoteAddress(), since, now.hash(), now.problems());
    }

    private void oneDone(int results) {
        inFlight--;
        resultsInFlight -= results;
        expectProgress();
        adjustReading();
    }

    private void expectProgress() {
        if (storeDeadline != null) {
            storeDeadline.cancel(false);
        }
        storeDeadline = inFlight == 0 || !channel.isActive()
                ? null
                : channel.eventLoop().schedule(this::storeIsLate, STORE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void storeIsLate() {
        if (channel.isActive()) {
            LOG.warn(
                    "{}: nothing stored for {} s; its connection is closed so that it sends what is new",
                    agent(),
                    STORE_PATIENCE.toSeconds());
            failed = true;
            close();
        }
    }

    /** Work on whose success the next message rests: when it fails, the session ends and the agent comes again. */
    private Consumer<BatchIntake> guarded(Consumer<BatchIntake> work) {
        return intake -> {
            if (failed || !channel.isActive()) {
                return;
            }
            try {
                work.accept(intake);
            } catch (RuntimeException e) {
                // Store, ledger or a listener of another room failed: nothing is acknowledged.
                failed = true;
                metrics.sessionFailed();
                lane.failureLine()
                        .ifPresent(more -> LOG.error(
                                "{}: session closed, its results were not taken and will come again ({} more since the last such line)",
                                agent(),
                                more,
                                e));
                close();
            }
        };
    }

    private void send(Message message) {
        var _ = channel.writeAndFlush(message).addListener(written -> {
            if (!written.isSuccess()) {
                LOG.debug("{}: not sent", agent(), written.cause());
                close();
            }
        });
    }

    private record Applied(Optional<String> hash, List<String> problems) {}
}
