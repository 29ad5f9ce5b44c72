package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import id.jipmonitor.agent.probe.icmp.EchoSocket.Moment;
import id.jipmonitor.protocol.model.TimestampQuality;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Some connections begun one after another, and what became of each. For one thread, which it holds while it waits. */
final class SynBurst {
    private static final int CLOCK_REALTIME = 0;
    private static final int MSG_ERRQUEUE = 0x2000;
    private static final int EINPROGRESS = 115;
    private static final short POLLOUT = 4;
    private static final long LATE_NANOS = 100_000_000;

    private final Order order;
    private final LongSupplier nanoClock;
    private final Libc libc;
    private final SynSocket sockets;
    private final MessageRing ring;
    private final ArrivalReader reader;
    private final MemorySegment clock;
    private final MemorySegment timeout;
    private final MemorySegment polled;
    private final Deque<SynRequest> open = new ArrayDeque<>();
    private final List<Optional<Duration>> answers;
    private final List<Optional<IcmpRefusal>> refusals;
    private TimestampQuality quality = TimestampQuality.NONE;
    private Optional<String> sendError = Optional.empty();
    private boolean stalled;
    private int sent;

    /**
     * @param timesToLive of each request
     * @param sourcePorts by time to live and repetition the port that the request had before; what is new is added
     */
    record Order(
            InetAddress target,
            int port,
            List<Integer> timesToLive,
            Duration gap,
            Duration waitingTime,
            Map<Integer, Integer> sourcePorts) {
        /** The same in every round for the same request. */
        int key(int place) {
            int timeToLive = timesToLive.get(place);
            int before = Collections.frequency(timesToLive.subList(0, place), timeToLive);
            return timeToLive << 8 | before;
        }
    }

    private SynBurst(Order order, LongSupplier nanoClock, Arena arena) {
        this.order = order;
        this.nanoClock = nanoClock;
        int count = order.timesToLive().size();
        libc = new Libc(arena);
        sockets = new SynSocket(libc, arena);
        ring = new MessageRing(arena, 1, 512);
        reader = new ArrivalReader(ring);
        clock = arena.allocate(16, 8);
        timeout = arena.allocate(16, 8);
        polled = arena.allocate(8L * count, 8);
        answers = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
        refusals = new ArrayList<>(Collections.nCopies(count, Optional.empty()));
    }

    static EchoReport exchange(Order order, LongSupplier nanoClock) throws InterruptedException {
        try (Arena arena = Arena.ofConfined()) {
            SynBurst burst = new SynBurst(order, nanoClock, arena);
            try {
                burst.run();
                return burst.report();
            } finally {
                burst.open.forEach(each -> burst.libc.close(each.socket().descriptor()));
            }
        }
    }

    private void run() throws InterruptedException {
        long start = nanoClock.getAsLong();
        int count = order.timesToLive().size();
        int next = 0;
        while (next < count || !open.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the agent stops");
            }
            long now = nanoClock.getAsLong();
            long due = start + next * order.gap().toNanos();
            if (next < count && now - due >= 0) {
                stalled |= now - due > LATE_NANOS;
                begin(next++);
            } else {
                giveUp(now);
                await(next < count ? due - now : Long.MAX_VALUE, now);
            }
        }
    }

    private void begin(int place) {
        int key = order.key(place);
        InetAddress target = order.target();
        int descriptor = sockets.open(
                target, order.timesToLive().get(place), order.sourcePorts().getOrDefault(key, 0));
        if (descriptor < 0) {
            sendError = Optional.of(Errno.described(-descriptor));
            return;
        }
        SynRequest request = new SynRequest(
                place,
                new LinuxSocket(descriptor, target instanceof Inet6Address, false, -1, new SendStamps()),
                moment());
        int result = sockets.connect(descriptor, target, order.port());
        order.sourcePorts().put(key, sockets.sourcePort(descriptor));
        open.add(request);
        if (result == -EINPROGRESS || !(ended(request, -result) instanceof SynRequest.Fate.Failed)) {
            sent++;
        }
    }

    /** Waits until a connection came to its end, one has waited long enough, or the next is due. */
    private void await(long untilDue, long now) {
        long oldest = open.isEmpty() ? Long.MAX_VALUE : deadline(open.peek()) - now;
        long nanos = Math.max(0, Math.min(untilDue, oldest));
        if (nanos == 0 || nanos == Long.MAX_VALUE) {
            return;
        }
        timeout.set(JAVA_LONG, 0, nanos / 1_000_000_000L);
        timeout.set(JAVA_LONG, 8, nanos % 1_000_000_000L);
        List<SynRequest> waiting = List.copyOf(open);
        for (int i = 0; i < waiting.size(); i++) {
            polled.set(JAVA_INT, i * 8L, waiting.get(i).socket().descriptor());
            polled.set(JAVA_SHORT, i * 8L + 4, POLLOUT);
        }
        if (libc.ppoll(polled, waiting.size(), timeout) > 0) {
            for (int i = 0; i < waiting.size(); i++) {
                if (polled.get(JAVA_SHORT, i * 8L + 6) != 0) {
                    ended(waiting.get(i), sockets.error(waiting.get(i).socket().descriptor()));
                }
            }
        }
    }

    private long deadline(SynRequest request) {
        return request.sentAt().monotonic() + order.waitingTime().toNanos();
    }

    private void giveUp(long now) {
        while (!open.isEmpty() && now - deadline(open.peek()) >= 0) {
            libc.close(open.remove().socket().descriptor());
        }
    }

    private SynRequest.Fate ended(SynRequest request, int errno) {
        Moment readAt = moment();
        ring.clear(0);
        Optional<EchoSocket.Arrival> word =
                libc.recvmmsg(request.socket().descriptor(), ring.from(0), 1, MSG_ERRQUEUE) == 1
                        ? reader.queued(request.socket(), 0, readAt)
                        : Optional.empty();
        open.remove(request);
        libc.close(request.socket().descriptor());
        SynRequest.Fate fate = request.fate(word, errno, readAt);
        note(request.place(), fate);
        return fate;
    }

    private void note(int place, SynRequest.Fate fate) {
        switch (fate) {
            case SynRequest.Fate.Answered(EchoTiming timing) -> {
                answers.set(place, Optional.of(timing.roundTrip()));
                quality = timing.quality();
            }
            case SynRequest.Fate.Refused(IcmpRefusal word) -> refusals.set(place, Optional.of(word));
            case SynRequest.Fate.Failed(int errno) -> sendError = Optional.of(Errno.described(errno));
        }
    }

    private EchoReport report() {
        Optional<String> words = refusals.stream()
                .flatMap(Optional::stream)
                .map(IcmpRefusal::described)
                .findFirst();
        return new EchoReport(sent, answers, refusals, 0, 0, 0, 0, quality, stalled, words, sendError);
    }

    private Moment moment() {
        libc.clockGettime(CLOCK_REALTIME, clock);
        return new Moment(clock.get(JAVA_LONG, 0) * 1_000_000_000L + clock.get(JAVA_LONG, 8), nanoClock.getAsLong());
    }
}
