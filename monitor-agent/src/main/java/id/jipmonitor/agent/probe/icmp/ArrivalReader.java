package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the kernel put into a ring: messages with their stamps, and what waits on the error queue. */
final class ArrivalReader {
    private static final int SOL_IP = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SOL_IPV6 = 41;
    private static final int IP_RECVERR = 11;
    private static final int IPV6_RECVERR = 25;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int SO_RXQ_OVFL = 40;
    private static final int ORIGIN_LOCAL = 1;
    private static final int ORIGIN_TIMESTAMPING = 4;

    private final MessageRing ring;
    private final Map<Integer, Long> droppedBy = new HashMap<>();
    private long dropped;
    private final InetAddress nowhere = InetAddress.ofLiteral("0.0.0.0");

    ArrivalReader(MessageRing ring) {
        this.ring = ring;
    }

    /** Packets that the kernel has dropped for want of room, over all sockets. */
    long dropped() {
        return dropped;
    }

    /** The kernel tells each socket's count from its beginning. */
    private void count(LinuxSocket socket, long sinceOpened) {
        Long before = droppedBy.put(socket.descriptor(), sinceOpened);
        dropped += sinceOpened - (before == null ? 0 : before);
    }

    EchoSocket.Arrival message(LinuxSocket socket, int index, EchoSocket.Moment readAt) {
        MemorySegment control = ring.control(index);
        long[] kernelNanos = new long[1];
        ring.visitControl(index, (level, type, data) -> {
            if (level == SOL_SOCKET && type == SO_TIMESTAMPNS) {
                kernelNanos[0] = nanos(control, data);
            } else if (level == SOL_SOCKET && type == SO_RXQ_OVFL) {
                count(socket, Integer.toUnsignedLong(control.get(JAVA_INT, data)));
            }
        });
        // A raw IPv4 socket brings the IP header along; its length is in the low half of its first byte.
        int offset = socket.raw() && !socket.ipv6() ? (ring.byteAt(index, 0) & 0x0f) * 4 : 0;
        return new EchoSocket.Arrival.Message(
                SocketAddresses.read(ring.name(index), 0, nowhere), ring.bytes(index, offset), kernelNanos[0], readAt);
    }

    /**
     * An entry of the error queue, with a {@code struct sock_extended_err} (linux/errqueue.h): origin at 4, type at 5,
     * code at 6, the number of a stamped packet at 12, the router from 16 on.
     */
    Optional<EchoSocket.Arrival> queued(LinuxSocket socket, int index, EchoSocket.Moment readAt) {
        MemorySegment control = ring.control(index);
        long[] kernelNanos = new long[1];
        List<Long> reports = new ArrayList<>();
        ring.visitControl(index, (level, type, data) -> {
            if (level == SOL_SOCKET && type == SO_TIMESTAMPNS) {
                kernelNanos[0] = nanos(control, data);
            } else if ((level == SOL_IP && type == IP_RECVERR) || (level == SOL_IPV6 && type == IPV6_RECVERR)) {
                reports.add(data);
            }
        });
        return reports.stream().findFirst().flatMap(data -> switch (control.get(JAVA_BYTE, data + 4)) {
            case ORIGIN_TIMESTAMPING -> departure(socket, control.get(JAVA_INT, data + 12), kernelNanos[0]);
            case ORIGIN_LOCAL -> Optional.empty();
            default -> Optional.of(refusal(index, data, kernelNanos[0], readAt));
        });
    }

    private static Optional<EchoSocket.Arrival> departure(LinuxSocket socket, int number, long kernelNanos) {
        return socket.stamps().arrived(number).map(token -> new EchoSocket.Arrival.Departure(token, kernelNanos));
    }

    private EchoSocket.Arrival refusal(int index, long data, long kernelNanos, EchoSocket.Moment readAt) {
        MemorySegment control = ring.control(index);
        return new EchoSocket.Arrival.Refusal(
                SocketAddresses.read(control, data + 16, nowhere),
                control.get(JAVA_BYTE, data + 5) & 0xff,
                control.get(JAVA_BYTE, data + 6) & 0xff,
                SocketAddresses.read(ring.name(index), 0, nowhere),
                ring.bytes(index, 0),
                kernelNanos,
                readAt);
    }

    private static long nanos(MemorySegment control, long data) {
        return control.get(JAVA_LONG, data) * 1_000_000_000L + control.get(JAVA_LONG, data + 8);
    }
}
