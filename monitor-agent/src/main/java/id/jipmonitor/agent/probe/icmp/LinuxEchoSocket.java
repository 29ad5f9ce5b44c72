package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import id.jipmonitor.protocol.model.Cause;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * ICMP sockets of this host: one raw socket for each family, or some datagram sockets for each family. It sleeps in
 * ppoll(2) and is woken by an eventfd(2).
 */
final class LinuxEchoSocket implements EchoSocket {
    private static final int LANES = 16;
    private static final int RECEIVE_BATCH = 256;
    private static final int RECEIVE_PASSES = 16;
    private static final int PACKET_BYTES = 1_600;
    private static final int CLOCK_REALTIME = 0;
    private static final int EVENTFD_FLAGS = 0x800 | 0x80000;
    private static final short POLLIN = 1;
    private static final short POLLERR = 8;
    private static final long POLLFD = 8;
    private static final long REVENTS = 6;
    private static final int MSG_ERRQUEUE = 0x2000;
    private static final int SOL_IP = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SOL_IPV6 = 41;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int IPV6_TCLASS = 67;
    private static final int SO_TIMESTAMPING = 37;
    private static final int TX_SOFTWARE = 1 << 1;
    /** Each stamp is one more message to read; batches beyond this are in a hurry. */
    private static final int LARGEST_STAMPED_BATCH = 16;

    private final LongSupplier nanoClock;
    private final Arena arena = Arena.ofShared();
    private final Libc libc = new Libc(arena);
    private final MessageRing outgoing = new MessageRing(arena, BATCH, PACKET_BYTES);
    private final MessageRing incoming = new MessageRing(arena, RECEIVE_BATCH, PACKET_BYTES);
    private final ArrivalReader reader = new ArrivalReader(incoming);
    private final MemorySegment clock = arena.allocate(16, 8);
    private final MemorySegment timeout = arena.allocate(16, 8);
    private final MemorySegment counter = arena.allocate(8, 8);
    private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
    private final Map<Integer, Boolean> dontFragmentOf = new HashMap<>();
    private final List<LinuxSocket> ipv4 = new ArrayList<>();
    private final List<LinuxSocket> ipv6 = new ArrayList<>();
    private final List<LinuxSocket> sockets = new ArrayList<>();
    private final int event;
    private final MemorySegment polled;

    /**
     * Opens the sockets; a host without IPv6 gets those of IPv4 only.
     *
     * @throws EchoFailure NOT_PERMITTED when the host does not allow that kind of socket
     */
    LinuxEchoSocket(boolean raw, LongSupplier nanoClock) throws EchoFailure {
        this.nanoClock = nanoClock;
        event = libc.eventfd(EVENTFD_FLAGS);
        try {
            if (event < 0) {
                throw new EchoFailure(Cause.SOCKET_ERROR, "eventfd: " + Errno.described(-event));
            }
            int lanes = raw ? 1 : LANES;
            for (int i = 0; i < lanes; i++) {
                opened(ipv4, LinuxSocket.open(libc, false, raw));
            }
            openIpv6(lanes, raw);
        } catch (EchoFailure e) {
            close();
            throw e;
        }
        polled = arena.allocate(place(sockets.size()), 8);
        pollFor(0, event);
        for (int i = 0; i < sockets.size(); i++) {
            pollFor(place(i), sockets.get(i).descriptor());
        }
    }

    private void openIpv6(int lanes, boolean raw) throws EchoFailure {
        try {
            for (int i = 0; i < lanes; i++) {
                opened(ipv6, LinuxSocket.open(libc, true, raw));
            }
        } catch (EchoFailure e) {
            if (e.because() == Cause.NOT_PERMITTED) {
                throw e;
            }
            sockets.removeAll(ipv6);
            ipv6.clear(); // No IPv6 here; sending to such an address will say so.
        }
    }

    private void opened(List<LinuxSocket> lanes, LinuxSocket socket) {
        lanes.add(socket);
        sockets.add(socket);
    }

    /** The identifiers that the kernel gave the lanes of one family. */
    int[] identifiers(boolean ofIpv6) {
        return (ofIpv6 ? ipv6 : ipv4).stream().mapToInt(LinuxSocket::identifier).toArray();
    }

    @Override
    public Sent send(List<Request> requests) {
        int[] errors = new int[requests.size()];
        boolean stamped = stamped(requests);
        for (int i = 0; i < requests.size(); i++) {
            load(i, requests.get(i), stamped);
        }
        Moment at = moment();
        int from = 0;
        while (from < requests.size()) {
            int to = endOfRun(requests, from);
            int socket = socketOf(requests.get(from));
            if (socket < 0) {
                Arrays.fill(errors, from, to, Errno.EAFNOSUPPORT);
            } else {
                sendRun(sockets.get(socket), requests, from, to, errors);
            }
            from = to;
        }
        return new Sent(at, errors);
    }

    private static boolean stamped(List<Request> batch) {
        return batch.size() <= LARGEST_STAMPED_BATCH;
    }

    private void load(int index, Request request, boolean stamped) {
        outgoing.load(index, request.target(), request.packet());
        boolean six = isIpv6(request);
        outgoing.add(index, six ? SOL_IPV6 : SOL_IP, six ? IPV6_HOPLIMIT : IP_TTL, request.timeToLive());
        if (request.dscp() != 0) {
            outgoing.add(index, six ? SOL_IPV6 : SOL_IP, six ? IPV6_TCLASS : IP_TOS, request.dscp() << 2);
        }
        if (stamped) {
            outgoing.add(index, SOL_SOCKET, SO_TIMESTAMPING, TX_SOFTWARE);
        }
    }

    /** Its place among all sockets, those of IPv4 first; -1 where there is none. */
    private int socketOf(Request request) {
        boolean six = isIpv6(request);
        int lanes = six ? ipv6.size() : ipv4.size();
        return request.lane() < lanes ? request.lane() + (six ? ipv4.size() : 0) : -1;
    }

    private static boolean isIpv6(Request request) {
        return request.target() instanceof Inet6Address;
    }

    /** Requests that one call can send: same socket, same fragment rule. */
    private static int endOfRun(List<Request> requests, int from) {
        Request first = requests.get(from);
        int to = from + 1;
        while (to < requests.size() && goTogether(first, requests.get(to))) {
            to++;
        }
        return to;
    }

    private static boolean goTogether(Request one, Request other) {
        return one.dontFragment() == other.dontFragment() && one.lane() == other.lane() && isIpv6(one) == isIpv6(other);
    }

    private void sendRun(LinuxSocket socket, List<Request> requests, int from, int to, int[] errors) {
        boolean dontFragment = requests.get(from).dontFragment();
        boolean stamped = stamped(requests);
        if (!Boolean.valueOf(dontFragment).equals(dontFragmentOf.put(socket.descriptor(), dontFragment))) {
            socket.dontFragment(libc, dontFragment);
        }
        int next = from;
        boolean again = true;
        while (next < to) {
            int result = libc.sendmmsg(socket.descriptor(), outgoing.from(next), to - next);
            if (result > 0) {
                if (stamped) {
                    requests.subList(next, next + result)
                            .forEach(each -> socket.stamps().await(each.token()));
                }
                next += result;
                again = true;
                continue;
            }
            if (stamped) {
                socket.renumberStamps(libc); // Whether the kernel counted what it refused is not told.
            }
            if (result == -Errno.EINTR || again) {
                again = false; // An earlier request's ICMP error may be reported here; it does not concern this one.
            } else {
                errors[next++] = -result;
                again = true;
            }
        }
    }

    /** Send stamps are queued before the packet leaves, so they are read before what answers it. */
    @Override
    public long receive(Consumer<Arrival> arrivals) {
        poll(0);
        for (int i = 0; i < sockets.size(); i++) {
            short ready = polled.get(JAVA_SHORT, place(i) + REVENTS);
            if ((ready & POLLERR) != 0) {
                drain(sockets.get(i), MSG_ERRQUEUE, arrivals);
            }
            if (ready != 0) {
                drain(sockets.get(i), 0, arrivals);
            }
        }
        return reader.dropped();
    }

    private void drain(LinuxSocket socket, int flags, Consumer<Arrival> arrivals) {
        int passes = 0;
        while (passes++ < RECEIVE_PASSES && receive(socket, flags, arrivals) == RECEIVE_BATCH) {
            // The next pass takes the rest.
        }
    }

    private int receive(LinuxSocket socket, int flags, Consumer<Arrival> arrivals) {
        int count = libc.recvmmsg(socket.descriptor(), incoming.from(0), RECEIVE_BATCH, flags);
        Moment readAt = moment();
        for (int i = 0; i < count; i++) {
            if (flags == MSG_ERRQUEUE) {
                reader.queued(socket, i, readAt).ifPresent(arrivals);
            } else {
                arrivals.accept(reader.message(socket, i, readAt));
            }
            incoming.clear(i);
        }
        return count;
    }

    @Override
    public void await(long nanos) {
        poll(nanos);
        libc.read(event, counter);
    }

    @Override
    public void pause(long nanos) {
        poll(1, nanos); // The first is the event.
        libc.read(event, counter);
    }

    private void poll(long nanos) {
        poll((int) (polled.byteSize() / POLLFD), nanos);
    }

    private void poll(int descriptors, long nanos) {
        timeout.set(JAVA_LONG, 0, nanos / 1_000_000_000L);
        timeout.set(JAVA_LONG, 8, nanos % 1_000_000_000L);
        int ready = libc.ppoll(polled, descriptors, timeout);
        if (ready < 0 && ready != -Errno.EINTR) {
            throw new IllegalStateException("ppoll: " + Errno.described(-ready));
        }
    }

    /** Any thread may wake, even while the socket is closed: the shared arena refuses the call once it is gone. */
    @Override
    public void wake() {
        try (Arena own = Arena.ofConfined()) {
            new Libc(own).write(event, one);
        } catch (IllegalStateException closed) {
            // Nobody waits any more.
        }
    }

    @Override
    public void close() {
        List<Integer> descriptors =
                new ArrayList<>(sockets.stream().map(LinuxSocket::descriptor).toList());
        descriptors.add(event);
        releaseMemory();
        try (Arena last = Arena.ofConfined()) {
            Libc closing = new Libc(last);
            descriptors.stream().filter(each -> each >= 0).forEach(closing::close);
        }
    }

    /** Goes before the descriptors, so that no late {@link #wake} writes to a number that means another file by then. */
    private void releaseMemory() {
        boolean released = false;
        while (!released) {
            try {
                arena.close();
                released = true;
            } catch (IllegalStateException wakeUnderway) {
                Thread.onSpinWait();
            }
        }
    }

    /** Where a socket's {@code struct pollfd} begins; the first is the event's. */
    private static long place(int socket) {
        return (1 + socket) * POLLFD;
    }

    private void pollFor(long place, int descriptor) {
        polled.set(JAVA_INT, place, descriptor);
        polled.set(JAVA_SHORT, place + 4, POLLIN);
    }

    private Moment moment() {
        libc.clockGettime(CLOCK_REALTIME, clock);
        long monotonic = nanoClock.getAsLong();
        return new Moment(clock.get(JAVA_LONG, 0) * 1_000_000_000L + clock.get(JAVA_LONG, 8), monotonic);
    }
}
