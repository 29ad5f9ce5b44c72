package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.Message;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A greeted connection. Its methods run on the channel's event loop and only pass work on to the agent's lane; when the
 * lane is behind, the channel is not read, and TCP holds the agent back.
 */
final class AgentSession {
    /** Batches and heartbeats that may wait in the lane before the channel is no longer read. */
    static final int MAX_IN_FLIGHT = 4;

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
    /** Only touched on the event loop. */
    private int inFlight;
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
        inLane(intake -> {
            intake.open(boot());
            send(new Welcome(hello.version().common(), seams.clock().instant()));
        });
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
        counted(intake -> {
            send(intake.accept(batch));
            metrics.acknowledged();
        });
    }

    void accept(Heartbeat heartbeat) {
        heartbeat.clocks().ifPresent(this::compareClocks);
        counted(intake -> {
            intake.announced(boot(), heartbeat.nextNumber());
            seams.selfViews().accept(agent(), heartbeat.view(), seams.clock().instant());
        });
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

    /** Work that a message of the agent made: the more of it waits, the less is read. */
    private void counted(Consumer<BatchIntake> work) {
        inFlight++;
        adjustReading();
        inLane(work);
        lane.run(_ -> channel.eventLoop().execute(this::oneDone));
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
        channel.config().setAutoRead(inFlight < MAX_IN_FLIGHT && channel.isWritable());
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

    private void oneDone() {
        inFlight--;
        adjustReading();
    }

    /** Work on whose success the next message rests: when it fails, the session ends and the agent comes again. */
    private void inLane(Consumer<BatchIntake> work) {
        lane.run(intake -> {
            if (!channel.isActive()) {
                return;
            }
            try {
                work.accept(intake);
            } catch (RuntimeException e) {
                // Store, ledger or a listener of another room failed: nothing is acknowledged.
                metrics.sessionFailed();
                LOG.error("{}: session closed, its results were not taken and will come again", agent(), e);
                close();
            }
        });
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
