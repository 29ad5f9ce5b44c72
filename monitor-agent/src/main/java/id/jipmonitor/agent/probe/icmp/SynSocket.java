package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;

/** TCP sockets whose SYN has a time to live of its own, and which queue what ICMP says of it; no privilege is needed. */
final class SynSocket {
    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int STREAM = 1;
    private static final int SOL_IP = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SOL_IPV6 = 41;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_ERROR = 4;
    private static final int SO_LINGER = 13;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int IP_TTL = 2;
    private static final int IP_RECVERR = 11;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int IPV6_RECVERR = 25;

    private final Libc libc;
    private final MemorySegment number;
    private final MemorySegment length;
    private final MemorySegment linger;
    private final MemorySegment address;

    SynSocket(Libc libc, Arena arena) {
        this.libc = libc;
        number = arena.allocate(JAVA_INT);
        length = arena.allocate(JAVA_INT);
        linger = arena.allocate(8, 4);
        linger.set(JAVA_INT, 0, 1); // For no time: closing a connection that stands sends RST and leaves no TIME_WAIT.
        address = arena.allocate(SocketAddresses.BYTES, 8);
    }

    /**
     * A socket that is ready to connect.
     *
     * @param sourcePort the port here, if it is free; 0 for any
     * @return its descriptor, or the negated errno
     */
    int open(InetAddress target, int timeToLive, int sourcePort) {
        boolean six = target instanceof Inet6Address;
        int descriptor = libc.socket(six ? SocketAddresses.INET6 : SocketAddresses.INET, STREAM | NONBLOCK_CLOEXEC, 0);
        if (descriptor >= 0) {
            set(descriptor, six ? SOL_IPV6 : SOL_IP, six ? IPV6_UNICAST_HOPS : IP_TTL, timeToLive);
            set(descriptor, six ? SOL_IPV6 : SOL_IP, six ? IPV6_RECVERR : IP_RECVERR, 1);
            set(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, 1);
            libc.setsockopt(descriptor, SOL_SOCKET, SO_LINGER, linger);
            if (sourcePort != 0) {
                set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
                libc.bind(descriptor, SocketAddresses.any(address, six, sourcePort));
            }
        }
        return descriptor;
    }

    /** Sends the SYN; 0, or the negated errno. */
    int connect(int descriptor, InetAddress target, int port) {
        int bytes = SocketAddresses.write(address, target, port);
        return libc.connect(descriptor, address.asSlice(0, bytes));
    }

    /** The port that it has here; 0 when unknown. */
    int sourcePort(int descriptor) {
        length.set(JAVA_INT, 0, SocketAddresses.BYTES);
        return libc.getsockname(descriptor, address, length) < 0 ? 0 : SocketAddresses.port(address);
    }

    /** The errno that ended the connection; 0 when it stands. */
    int error(int descriptor) {
        length.set(JAVA_INT, 0, 4);
        int result = libc.getsockopt(descriptor, SOL_SOCKET, SO_ERROR, number, length);
        return result < 0 ? -result : number.get(JAVA_INT, 0);
    }

    private void set(int descriptor, int level, int option, int value) {
        number.set(JAVA_INT, 0, value);
        libc.setsockopt(descriptor, level, option, number);
    }
}
