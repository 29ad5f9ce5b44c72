package id.jipmonitor.agent.uplink;

import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.agent.spool.SpoolStatus;
import id.jipmonitor.agent.spool.StoredBatch;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.protocol.wire.MalformedMessageException;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.AssignmentAnswer;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Gap;
import id.jipmonitor.protocol.wire.Message.Heartbeat;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Refusal;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import io.netty.channel.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from Hello to its end, on one thread that may block.
 *
 * <pre>
 *   SECURING --TLS up--> GREETING --Welcome--> DELIVERING --closed, refused, nothing heard for 30 s, no ack for 5 min--> (ended)
 * </pre>
 */
final class UplinkSession {
    static final int MAX_EVENTS = 10_000;
    /** Younger results are live even after an interruption. */
    static final Duration LIVE_AGE = Duration.ofSeconds(30);

    private static final long HEARTBEAT_NANOS = Duration.ofSeconds(10).toNanos();
    /** Clocks are compared this often even while batches show that the agent lives. */
    private static final long CLOCKS_NANOS = Duration.ofSeconds(60).toNanos();

    private static final long GREETING_NANOS = Duration.ofSeconds(15).toNanos();
    /** From a server of which nothing is heard. */
    private static final long ACK_NANOS = Duration.ofSeconds(30).toNanos();
    /** From one that shows life: its store is slow, and to send again would make it slower. */
    private static final long SLOW_ACK_NANOS = Duration.ofMinutes(5).toNanos();

    private static final long LONGEST_WAIT_MILLIS = 1_000;
    private static final int MAX_GAPS = 500;

    /** What the session needs of the agent. */
    record Home(
            AgentId agent,
            String software,
            Spool spool,
            AssignmentDesk desk,
            CertificateDesk certificates,
            Supply supply,
            int backlogResultsPerSecond,
            Listener listener) {}

    /** Clocks and self-view. */
    interface Supply {
        Instant now();

        long nanos();

        SelfView view();
    }

    /** Who hears how it goes. */
    interface Listener {
        void welcomed(HostPort server, Welcome welcome);

        void sent(Batch batch);

        void acknowledged(Ack ack);
    }

    private record Sent(long atNanos, List<Gap> gaps) {}

    private final Home home;
    private final HostPort server;
    private final Channel channel;
    private final BlockingQueue<UplinkEvent> events;
    private final Map<Long, Sent> sent = new LinkedHashMap<>();
    private final long begunAt;
    private SendWindow window = SendWindow.open(1, 0);
    private Suspicion suspicion;
    /** The owner's bound, or less when the server asks for less. */
    private int backlogPerSecond;

    private boolean welcomed;
    private Optional<ServerTime> serverTime = Optional.empty();
    /** How many results were lost when all gaps had been told. */
    private long lostTold = -1;

    private long lastSaid;
    private long lastHeartbeat;
    private long heardAt;

    /** @param suspicion as the connection before left it */
    UplinkSession(Home home, HostPort server, Channel channel, BlockingQueue<UplinkEvent> events, Suspicion suspicion) {
        this.home = home;
        this.server = server;
        this.channel = channel;
        this.events = events;
        this.suspicion = suspicion;
        this.backlogPerSecond = home.backlogResultsPerSecond();
        this.begunAt = home.supply().nanos();
        this.lastSaid = begunAt;
        this.lastHeartbeat = begunAt;
        this.heardAt = begunAt;
    }

    boolean welcomed() {
        return welcomed;
    }

    /** For the connection that follows. */
    Suspicion suspicion() {
        return suspicion;
    }

    /** Runs until the connection has ended; says why it did. */
    String run() throws InterruptedException {
        try {
            Optional<String> end = Optional.empty();
            while (end.isEmpty()) {
                UplinkEvent event = events.poll(waitMillis(), TimeUnit.MILLISECONDS);
                end = event == null ? Optional.empty() : handle(event);
                if (end.isEmpty()) {
                    end = welcomed ? deliver() : overdue(begunAt, GREETING_NANOS, "no Welcome within 15 s");
                }
            }
            return end.get();
        } finally {
            var _ = channel.close();
        }
    }

    private Optional<String> handle(UplinkEvent event) {
        switch (event) {
            case UplinkEvent.Secured _ -> greet();
            case UplinkEvent.Received(Message message) -> {
                return received(message);
            }
            case UplinkEvent.Unsendable(long first, long last, String reason) -> bury(first, last, reason);
            case UplinkEvent.Closed(String reason) -> {
                return Optional.of(reason);
            }
            case UplinkEvent.Wake _ -> {}
        }
        return Optional.empty();
    }

    /** With a certificate that has lapsed the server takes nothing but a request for the next one. */
    private void greet() {
        if (home.certificates().lapsed(home.supply().now())) {
            Optional<RenewalRequest> request =
                    home.certificates().due(home.supply().now());
            request.ifPresentOrElse(
                    this::say,
                    () -> events.add(
                            new UplinkEvent.Closed("the certificate has lapsed; the next one is asked for once an"
                                    + " hour. Or enrol the agent anew: jip agent enrol --replace")));
            return;
        }
        say(new Hello(
                ProtocolVersion.CURRENT,
                home.agent(),
                home.spool().boot(),
                home.software(),
                home.desk().hash(),
                home.supply().now()));
    }

    private Optional<String> received(Message message) {
        heardAt = home.supply().nanos();
        switch (message) {
            case Welcome welcome -> begin(welcome);
            case Refusal refusal -> {
                if (refusal.unreadable() && welcomed) {
                    unreadable(refusal.reason());
                }
                return Optional.of("the server refused this agent: " + refusal.reason());
            }
            case AssignmentOffer offer ->
                say(new AssignmentAnswer(offer.hash(), home.desk().offered(offer.hash(), offer.document())));
            case Ack ack -> {
                acknowledged(ack);
                return tryHeldAgain(ack);
            }
            case RenewalAnswer answer -> {
                boolean renewed = home.certificates().renewed(answer);
                return welcomed
                        ? Optional.empty()
                        : Optional.of(renewed ? "certificate renewed" : "certificate lapsed");
            }
            case Authorities authorities -> home.certificates().trusted(authorities);
            case Message.HeartbeatAnswer answer -> told(answer.at());
            case Hello _,
                    AssignmentAnswer _,
                    Batch _,
                    Heartbeat _,
                    Message.EnrolRequest _,
                    Message.EnrolAnswer _,
                    RenewalRequest _ -> {
                return Optional.of("the server sent what has no place here: "
                        + message.getClass().getSimpleName());
            }
        }
        return Optional.empty();
    }

    private void begin(Welcome welcome) {
        welcomed = true;
        Frames.speak(channel, welcome.version());
        long liveStart = home.spool().firstSpooledSince(home.supply().now().minus(LIVE_AGE));
        window = SendWindow.open(liveStart, home.supply().nanos());
        home.listener().welcomed(server, welcome);
        told(welcome.at());
        showLife();
    }

    private void told(Instant serverAt) {
        serverTime = Optional.of(new ServerTime(serverAt, home.supply().nanos()));
    }

    private void showLife() {
        long nanos = home.supply().nanos();
        lastHeartbeat = nanos;
        say(new Heartbeat(
                home.agent(),
                home.spool().boot(),
                home.spool().status().nextNumber(),
                home.supply().view(),
                serverTime.map(known -> known.returned(home.supply().now(), nanos))));
    }

    /** What is held lies behind the cursors of this connection; another one begins before it. */
    private Optional<String> tryHeldAgain(Ack ack) {
        if (!suspicion.careful() || ack.last() < ack.first()) {
            return Optional.empty();
        }
        boolean held = !suspicion.held().isEmpty();
        suspicion = suspicion.accepted(ack.first(), ack.last());
        return held
                ? Optional.of("the server reads again; what it could not read is sent once more")
                : Optional.empty();
    }

    /** What the server could not read: with one batch under way it was that one, and the second time it is given up. */
    private void unreadable(String reason) {
        List<SendWindow.Flight> inFlight = window.inFlight();
        if (inFlight.size() != 1) {
            suspicion = suspicion.refused(reason);
            return;
        }
        SendWindow.Flight culprit = inFlight.getFirst();
        if (suspicion.condemns(culprit)) {
            bury(culprit.first(), culprit.last(), "the server cannot read it: " + reason);
        }
        suspicion = suspicion.refused(culprit, reason);
    }

    private void acknowledged(Ack ack) {
        if (ack.backlogPerSecond() > 0) {
            backlogPerSecond = Math.min(ack.backlogPerSecond(), home.backlogResultsPerSecond());
        }
        window = window.acknowledged(ack.first(), ack.last());
        List<Gap> told = sent.entrySet().stream()
                .filter(each -> !inFlight(each.getKey()))
                .flatMap(each -> each.getValue().gaps().stream())
                .toList();
        sent.keySet().removeIf(first -> !inFlight(first));
        home.spool().release(ack, told);
        home.listener().acknowledged(ack);
    }

    /** Whether any part of the batch that was sent under this first number waits; a part keeps no earlier number. */
    private boolean inFlight(long first) {
        long next = sent.keySet().stream()
                .filter(each -> each > first)
                .min(Long::compare)
                .orElse(Long.MAX_VALUE);
        return window.inFlight().stream().anyMatch(each -> each.first() >= first && each.first() < next);
    }

    private void bury(long first, long last, String reason) {
        window = window.acknowledged(first, last);
        sent.remove(first); // its gaps are not told
        home.spool().giveUp(first, last, reason);
        lostTold = -1;
    }

    private Optional<String> deliver() {
        boolean more = true;
        while (more
                && channel.isWritable()
                && !(suspicion.careful() && !window.inFlight().isEmpty())) {
            long nextNumber = home.spool().status().nextNumber();
            more = switch (window.next(nextNumber, home.supply().nanos())) {
                case LIVE -> sendLive(nextNumber);
                case BACKLOG -> sendBacklog();
                case WAIT, NOTHING -> false;
            };
        }
        if (window.inFlight().isEmpty() && sent.isEmpty()) {
            tellGaps();
        }
        home.certificates().due(home.supply().now()).ifPresent(this::say);
        long nanos = home.supply().nanos();
        if (nanos - lastSaid >= HEARTBEAT_NANOS || nanos - lastHeartbeat >= CLOCKS_NANOS) {
            showLife();
        }
        long oldest = sent.values().stream()
                .mapToLong(Sent::atNanos)
                .findFirst()
                .orElse(home.supply().nanos());
        return overdue(Math.max(oldest, heardAt), ACK_NANOS, "no acknowledgement within 30 s")
                .or(() -> overdue(oldest, SLOW_ACK_NANOS, "no acknowledgement within 5 min, though the server lives"));
    }

    private boolean sendLive(long nextNumber) {
        Optional<StoredBatch> stored = nextFrom(window.liveCursor());
        if (stored.isPresent()) {
            Batch batch = stored.get().batch();
            send(batch, false);
            window = window.sentLive(batch.firstNumber(), batch.lastNumber());
        } else {
            window = window.skippedLive(nextNumber);
        }
        return true;
    }

    private boolean sendBacklog() {
        Optional<StoredBatch> stored = nextFrom(window.backlogCursor());
        if (stored.isPresent() && stored.get().batch().firstNumber() < window.liveStart()) {
            Batch batch = stored.get().batch();
            send(batch, true);
            window = window.sentBacklog(
                    batch.firstNumber(), batch.lastNumber(), home.supply().nanos(), backlogPerSecond);
        } else {
            window = window.backlogDone();
        }
        return true;
    }

    /** What is stored from there on, as much of it as is sent at once and without what is held. */
    private Optional<StoredBatch> nextFrom(long cursor) {
        Optional<StoredBatch> stored = home.spool().firstFrom(cursor);
        while (stored.isPresent() && suspicion.fitting(stored.get().batch().firstNumber()) == 0) {
            stored = home.spool().firstFrom(stored.get().batch().firstNumber() + 1);
        }
        return stored.map(each -> each.first(suspicion.fitting(each.batch().firstNumber())));
    }

    /** With nothing else to send, in a batch of their own: an agent that has no probe left would never tell them. */
    private void tellGaps() {
        SpoolStatus status = home.spool().status();
        if (status.lost() == lostTold) {
            return;
        }
        if (home.spool().gaps(1).isEmpty()) {
            lostTold = status.lost();
        } else {
            send(
                    new Batch(
                            home.agent(),
                            home.spool().boot(),
                            status.nextNumber(),
                            List.of(),
                            home.supply().view(),
                            List.of(),
                            home.supply().now(),
                            false),
                    false);
        }
    }

    private void send(Batch stored, boolean backlog) {
        boolean gapsUnderWay =
                sent.values().stream().anyMatch(each -> !each.gaps().isEmpty());
        List<Gap> gaps = gapsUnderWay ? List.of() : home.spool().gaps(MAX_GAPS);
        Batch batch = new Batch(
                stored.agent(),
                stored.boot(),
                stored.firstNumber(),
                stored.results(),
                stored.view(),
                gaps,
                home.supply().now(),
                backlog);
        sent.put(batch.firstNumber(), new Sent(home.supply().nanos(), gaps));
        lastSaid = home.supply().nanos();
        var _ = channel.writeAndFlush(batch).addListener(written -> {
            if (!written.isSuccess()) {
                unwritten(batch, written.cause());
            }
        });
        home.listener().sent(batch);
    }

    /** Only a batch that no frame can carry is given up; whatever else failed ends the connection, and it is sent again. */
    private void unwritten(Batch batch, @Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof MalformedMessageException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            var _ = channel.close();
        } else {
            events.add(new UplinkEvent.Unsendable(batch.firstNumber(), batch.lastNumber(), cause.toString()));
        }
    }

    private void say(Message message) {
        lastSaid = home.supply().nanos();
        var _ = channel.writeAndFlush(message);
    }

    private Optional<String> overdue(long since, long limit, String reason) {
        return home.supply().nanos() - since > limit ? Optional.of(reason) : Optional.empty();
    }

    private long waitMillis() {
        long toBacklog = TimeUnit.NANOSECONDS.toMillis(
                        window.backlogAllowedAtNanos() - home.supply().nanos())
                + 1;
        boolean backlogWaits = welcomed && window.backlogCursor() < window.liveStart();
        return backlogWaits ? Math.clamp(toBacklog, 5, LONGEST_WAIT_MILLIS) : LONGEST_WAIT_MILLIS;
    }
}
