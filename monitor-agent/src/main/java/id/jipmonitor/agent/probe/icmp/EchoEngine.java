package id.jipmonitor.agent.probe.icmp;

import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Exchanges the echoes of all ICMP probes over one socket on one thread that sends a batch, drains what came, and
 * sleeps until the next echo is due or something arrives. Everything that is not handed over by {@link #exchange} is
 * confined to that thread.
 */
final class EchoEngine implements EchoSource {
    /** Odd, so that no two keys become one; identifiers and sequences alone would crowd a few places of the table. */
    private static final long KEY_SPREAD = 0x9e3779b97f4a7c15L;

    private static final long RETRY_NANOS = Duration.ofMillis(1).toNanos();
    private static final long TURN_NANOS = 1_000_000;
    private static final long QUIET_TURN_NANOS = 200_000_000;
    /** With fewer echoes on their way than this, everything that may come in a quiet turn fits any receive buffer. */
    private static final int QUIET_ECHOES = 64;

    private static final int QUIET_TURN = 32;

    private static final int ATTEMPTS = 50;

    private final EchoSocket socket;
    private final EchoIdentities identities;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Queue<Runnable> requests = new ConcurrentLinkedQueue<>();
    private final LongObjectMap<Echo> underway = new LongObjectHashMap<>();
    private final EchoAgenda agenda = new EchoAgenda();
    private final List<Echo> departing = new ArrayList<>();
    private final List<EchoRound> ending = new ArrayList<>();
    /** How many echoes have left and have no fate yet. */
    private int openEchoes;
    /** What left and came in this turn; after a busy one more of the same is near. */
    private int handled;
    /** Whether the newest arrival bears the kernel's time; one that does not must be read soon. */
    private boolean stamped;

    /** Whether the thread waits or is about to; only then has a request to wake it. */
    private volatile boolean resting;

    private volatile long dropped;
    private volatile Optional<String> ended = Optional.empty();

    EchoEngine(EchoSocket socket, EchoIdentities identities, LongSupplier nanoClock, RandomGenerator random) {
        this.socket = socket;
        this.identities = identities;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    @Override
    public EchoReport exchange(EchoOrder order) throws InterruptedException, EchoFailure {
        EchoRound round = submit(order);
        try {
            return round.report.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof EchoFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            round.abandoned = true;
        }
    }

    /** Starts the thread. */
    EchoEngine started() {
        Thread.ofPlatform().daemon().name("icmp").start(this::run);
        return this;
    }

    EchoRound submit(EchoOrder order) {
        EchoRound round = new EchoRound(order);
        requests.add(() -> begin(round));
        if (resting) {
            socket.wake();
        }
        ended.ifPresent(round::fail);
        return round;
    }

    @Override
    public void forget(EchoSession session) {
        requests.add(() -> {
            if (session.identity != null) {
                identities.release(session.identity);
            }
        });
    }

    /** What the thread does until {@link #close}, and how it ends when the socket breaks. */
    void run() {
        try {
            while (ended.isEmpty()) {
                turn();
            }
        } catch (RuntimeException failure) { // The socket broke; every waiting round must learn that it is blind.
            ended = Optional.of("the echo socket failed: " + failure.getMessage());
        } finally {
            String why = ended.orElse("the agent stops");
            requests.forEach(Runnable::run);
            agenda.forEachOpen(echo -> echo.round.fail(why));
            socket.close();
        }
    }

    @Override
    public boolean tellsHops() {
        return true;
    }

    @Override
    public boolean broken() {
        return ended.isPresent();
    }

    /** One turn of the loop; waits at its end. */
    void turn() {
        handled = 0;
        dropped = socket.receive(this::arrived);
        for (Runnable request = requests.poll(); request != null; request = requests.poll()) {
            request.run();
        }
        long now = nanoClock.getAsLong();
        agenda.pass(now, this::lost, this::forgotten);
        depart(now);
        report();
        long nanos = agenda.restNanos(nanoClock.getAsLong());
        if (nanos > 0) {
            rest(nanos, now);
        }
    }

    /** Those who wait are woken once a turn, for each waking costs more than an echo. */
    private void report() {
        ending.forEach(EchoRound::tell);
        ending.clear();
    }

    /**
     * A request that was added before the thread rests is seen here; one that is added later sees it resting. Turns that
     * end in a rest begin at least {@value #TURN_NANOS} ns apart. While little is on its way, what arrives waits for the next
     * turn that is due anyway, at most {@value #QUIET_TURN_NANOS} ns: it is stamped by the kernel and loses nothing, and each
     * time that the thread wakes costs more than an echo.
     */
    private void rest(long nanos, long turnedAt) {
        boolean quiet = stamped && openEchoes < QUIET_ECHOES && handled < QUIET_TURN;
        resting = quiet;
        long now = nanoClock.getAsLong();
        long pause = Math.min(nanos, turnedAt + (quiet ? QUIET_TURN_NANOS : TURN_NANOS) - now);
        if (pause > 0 && requests.isEmpty()) {
            socket.pause(pause);
        }
        resting = true;
        long left = nanos == Long.MAX_VALUE ? nanos : now + nanos - nanoClock.getAsLong();
        if (left > 0 && requests.isEmpty()) {
            socket.await(left);
        }
        resting = false;
    }

    private void begin(EchoRound round) {
        EchoSession session = round.order.session();
        if (session.identity == null || round.order.renewIdentity() || session.ipv6 != round.ipv6()) {
            session.identity = identities.renewed(session.identity, round.ipv6());
            session.ipv6 = round.ipv6();
            session.flowNonce = random.nextLong();
        }
        round.begin(nanoClock.getAsLong(), random.nextLong());
        agenda.departsAtOnce(round.echoes.getFirst());
    }

    private void lost(Echo echo) {
        openEchoes--;
        echo.state = Echo.State.LOST;
        echo.round.lost(echo);
        settle(echo.round);
    }

    private void forgotten(Echo echo) {
        if (underway.get(echo.key) == echo) {
            underway.remove(echo.key);
        }
    }

    private void settle(EchoRound round) {
        if (round.settle()) {
            ending.add(round);
        }
    }

    private void depart(long now) {
        gather(now);
        if (departing.isEmpty()) {
            return;
        }
        List<EchoSocket.Request> batch = new ArrayList<>(departing.size());
        for (Echo each : departing) {
            batch.add(request(each));
        }
        handled += batch.size();
        EchoSocket.Sent sent = socket.send(batch);
        for (int i = 0; i < batch.size(); i++) {
            departed(departing.get(i), sent.errors()[i], sent.at());
        }
        departing.clear();
    }

    private void gather(long now) {
        while (departing.size() < EchoSocket.BATCH) {
            Echo echo = agenda.departing(now);
            if (echo == null) {
                return;
            }
            if (echo.round.abandoned) {
                continue;
            }
            departing.add(echo);
            if (echo.attempts == 0) {
                echo.round.after(echo).ifPresent(agenda::departs);
            }
        }
    }

    private EchoSocket.Request request(Echo echo) {
        EchoOrder order = echo.round.order;
        EchoIdentity identity = Objects.requireNonNull(order.session().identity);
        boolean ipv6 = echo.round.ipv6();
        EchoBurst burst = order.burst();
        int sequence = freeSequence(ipv6, identity);
        echo.sequence = sequence;
        echo.key = key(ipv6, identity.id, sequence);
        if (order.session().oneFlow) {
            echo.nonce = IcmpMessage.balancing(order.session().flowNonce, sequence);
        }
        byte[] packet = IcmpMessage.request(ipv6, identity.id, sequence, echo.nonce, burst.payloadBytes());
        return new EchoSocket.Request(
                echo.key,
                identity.lane,
                order.target(),
                packet,
                burst.dscp(),
                burst.timesToLive().get(echo.index),
                burst.dontFragment());
    }

    /** Passes over numbers whose echo still waits; after a whole circle the oldest gives way. */
    private int freeSequence(boolean ipv6, EchoIdentity identity) {
        int sequence = identity.nextSequence();
        for (int tries = 0; tries < 0x10000; tries++) {
            Echo holder = underway.get(key(ipv6, identity.id, sequence));
            if (holder == null || holder.state != Echo.State.SENT) {
                break;
            }
            sequence = identity.nextSequence();
        }
        return sequence;
    }

    private void departed(Echo echo, int error, EchoSocket.Moment at) {
        if (error == 0) {
            openEchoes++;
            echo.state = Echo.State.SENT;
            echo.sentAt = at;
            underway.put(echo.key, echo);
            agenda.waits(echo, echo.round.order.waitingTime().toNanos());
            echo.round.departed(echo);
        } else if (Errno.isPassing(error) && ++echo.attempts < ATTEMPTS) {
            echo.nextAt = at.monotonic() + RETRY_NANOS;
            agenda.departs(echo);
        } else {
            echo.state = Echo.State.LOST;
            echo.round.notSent(echo, error);
            settle(echo.round);
        }
    }

    private void arrived(EchoSocket.Arrival arrival) {
        handled++;
        switch (arrival) {
            case EchoSocket.Arrival.Message message -> {
                boolean ipv6 = message.source() instanceof Inet6Address;
                switch (IcmpMessage.read(ipv6, message.icmp())) {
                    case IcmpMessage.Read.Echo reply -> replied(message, ipv6, reply);
                    case IcmpMessage.Read.Refused refused ->
                        refused(
                                new EchoSocket.Arrival.Refusal(
                                        message.source(),
                                        refused.type(),
                                        refused.code(),
                                        refused.target(),
                                        new byte[0],
                                        message.kernelNanos(),
                                        message.readAt()),
                                key(ipv6, refused.id(), refused.sequence()));
                    case IcmpMessage.Read.Other _ -> {}
                }
            }
            case EchoSocket.Arrival.Departure departure -> {
                Echo echo = underway.get(departure.token());
                if (echo != null) {
                    echo.leftAt(departure.kernelNanos());
                }
            }
            case EchoSocket.Arrival.Refusal refusal -> {
                boolean ipv6 = refusal.target() instanceof Inet6Address;
                IcmpMessage.quotedEcho(ipv6, refusal.quoted(), 0)
                        .ifPresent(echo -> refused(refusal, key(ipv6, echo.id(), echo.sequence())));
            }
        }
    }

    private void replied(EchoSocket.Arrival.Message message, boolean ipv6, IcmpMessage.Read.Echo reply) {
        Echo echo = underway.get(key(ipv6, reply.id(), reply.sequence()));
        if (echo == null) {
            return;
        }
        EchoOrder order = echo.round.order;
        boolean ours = IcmpMessage.checksumIsRight(ipv6, message.icmp())
                && IcmpMessage.carries(message.icmp(), echo.nonce, order.burst().payloadBytes());
        if (!order.target().equals(message.source())) {
            if (ours) {
                echo.round.foreign(echo, message.source().getHostAddress());
            }
        } else if (!ours) {
            echo.round.corrupt(echo);
        } else if (echo.state == Echo.State.ANSWERED) {
            echo.round.duplicate(echo);
        } else {
            answered(echo, message);
        }
    }

    private void answered(Echo echo, EchoSocket.Arrival.Message message) {
        stamped = message.kernelNanos() != 0;
        EchoTiming timing = EchoTiming.of(echo.sentAt, echo.kernelSentNanos, message.kernelNanos(), message.readAt());
        if (echo.round.ended() || timing.roundTrip().compareTo(echo.round.order.waitingTime()) > 0) {
            echo.round.late(echo);
            return;
        }
        boolean open = echo.state == Echo.State.SENT;
        echo.state = Echo.State.ANSWERED;
        echo.roundTrip = Optional.of(timing.roundTrip());
        echo.quality = timing.quality();
        echo.round.answered(echo);
        if (open) {
            openEchoes--;
            settle(echo.round);
        }
    }

    private void refused(EchoSocket.Arrival.Refusal refusal, long key) {
        Echo echo = underway.get(key);
        if (echo != null
                && echo.state == Echo.State.SENT
                && echo.round.order.target().equals(refusal.target())) {
            EchoTiming timing =
                    EchoTiming.of(echo.sentAt, echo.kernelSentNanos, refusal.kernelNanos(), refusal.readAt());
            openEchoes--;
            echo.state = Echo.State.REFUSED;
            echo.round.refused(echo, new IcmpRefusal(refusal.type(), refusal.code(), refusal.router(), timing));
            settle(echo.round);
        }
    }

    private static long key(boolean ipv6, int id, int sequence) {
        return ((ipv6 ? 1L << 32 : 0) | ((long) id << 16) | sequence) * KEY_SPREAD;
    }

    @Override
    public long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        ended = Optional.of("the agent stops");
        socket.wake();
    }
}
