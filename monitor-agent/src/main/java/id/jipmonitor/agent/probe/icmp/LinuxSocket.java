package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import id.jipmonitor.protocol.model.Cause;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * One ICMP socket of one family.
 *
 * @param identifier what the kernel puts into our requests; -1 for a raw socket, where we choose
 * @param stamps of its requests, still to come
 */
record LinuxSocket(int descriptor, boolean ipv6, boolean raw, int identifier, SendStamps stamps) {
    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int DGRAM = 2;
    private static final int RAW = 3;
    private static final int SOL_IP = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SOL_IPV6 = 41;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int SOL_RAW = 255;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_TIMESTAMPNS = 35;
    private static final int SO_TIMESTAMPING = 37;
    private static final int SO_RXQ_OVFL = 40;
    /** SOF_TIMESTAMPING_: SOFTWARE, OPT_ID, OPT_CMSG, OPT_TSONLY; which packets are stamped is said with each. */
    private static final int STAMPING = 1 << 4 | 1 << 7 | 1 << 10 | 1 << 11;

    private static final int IP_MTU_DISCOVER = 10;
    private static final int IP_RECVERR = 11;
    private static final int IPV6_MTU_DISCOVER = 23;
    private static final int IPV6_RECVERR = 25;
    private static final int PMTUDISC_DONT = 0;
    private static final int PMTUDISC_PROBE = 3;
    private static final int RECEIVE_BUFFER_BYTES = 16 << 20;
    private static final int SEND_BUFFER_BYTES = 1 << 20;

    /** @throws EchoFailure NOT_PERMITTED or SOCKET_ERROR, with the errno in words */
    static LinuxSocket open(Libc libc, boolean ipv6, boolean raw) throws EchoFailure {
        int descriptor = libc.socket(
                ipv6 ? SocketAddresses.INET6 : SocketAddresses.INET,
                (raw ? RAW : DGRAM) | NONBLOCK_CLOEXEC,
                ipv6 ? ICMPV6 : ICMP);
        if (descriptor < 0) {
            boolean forbidden = descriptor == -Errno.EPERM || descriptor == -Errno.EACCES;
            throw new EchoFailure(forbidden ? Cause.NOT_PERMITTED : Cause.SOCKET_ERROR, Errno.described(-descriptor));
        }
        try (Arena arena = Arena.ofConfined()) {
            prepare(libc, arena, descriptor);
            if (raw) {
                filter(libc, arena, descriptor, ipv6);
                return new LinuxSocket(descriptor, ipv6, true, -1, new SendStamps());
            }
            set(libc, arena, descriptor, ipv6 ? SOL_IPV6 : SOL_IP, ipv6 ? IPV6_RECVERR : IP_RECVERR, 1);
            return new LinuxSocket(descriptor, ipv6, false, bound(libc, arena, descriptor, ipv6), new SendStamps());
        }
    }

    /** Whether requests sent from now on may be fragmented on their way. */
    void dontFragment(Libc libc, boolean never) {
        try (Arena arena = Arena.ofConfined()) {
            set(
                    libc,
                    arena,
                    descriptor,
                    ipv6 ? SOL_IPV6 : SOL_IP,
                    ipv6 ? IPV6_MTU_DISCOVER : IP_MTU_DISCOVER,
                    never ? PMTUDISC_PROBE : PMTUDISC_DONT);
        }
    }

    /** Lets the kernel number stamped packets from 0 again. */
    void renumberStamps(Libc libc) {
        try (Arena arena = Arena.ofConfined()) {
            set(libc, arena, descriptor, SOL_SOCKET, SO_TIMESTAMPING, 0);
            set(libc, arena, descriptor, SOL_SOCKET, SO_TIMESTAMPING, STAMPING);
        }
        stamps.restart();
    }

    private static void prepare(Libc libc, Arena arena, int descriptor) {
        // Beyond net.core.rmem_max only with CAP_NET_ADMIN; what the kernel grants of the plain request must do else.
        if (set(libc, arena, descriptor, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES) < 0) {
            set(libc, arena, descriptor, SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES);
        }
        set(libc, arena, descriptor, SOL_SOCKET, SO_SNDBUF, SEND_BUFFER_BYTES);
        set(libc, arena, descriptor, SOL_SOCKET, SO_TIMESTAMPNS, 1);
        set(libc, arena, descriptor, SOL_SOCKET, SO_TIMESTAMPING, STAMPING);
        set(libc, arena, descriptor, SOL_SOCKET, SO_RXQ_OVFL, 1);
    }

    /** Lets through replies and errors only: a raw socket would else get every ICMP message of the host. */
    private static void filter(Libc libc, Arena arena, int descriptor, boolean ipv6) {
        MemorySegment blocked = arena.allocate(ipv6 ? 32 : 4, 4);
        blocked.fill((byte) 0xff);
        for (int type : ipv6 ? new int[] {1, 2, 3, 4, 129} : new int[] {0, 3, 11, 12}) {
            long word = type / 32 * 4L;
            blocked.set(JAVA_INT, word, blocked.get(JAVA_INT, word) & ~(1 << (type % 32)));
        }
        libc.setsockopt(descriptor, ipv6 ? ICMPV6 : SOL_RAW, 1, blocked);
    }

    private static int bound(Libc libc, Arena arena, int descriptor, boolean ipv6) throws EchoFailure {
        MemorySegment address = arena.allocate(SocketAddresses.BYTES, 8);
        address.set(JAVA_SHORT, 0, (short) (ipv6 ? SocketAddresses.INET6 : SocketAddresses.INET));
        MemorySegment length = arena.allocateFrom(JAVA_INT, SocketAddresses.BYTES);
        int result = libc.bind(descriptor, address.asSlice(0, ipv6 ? SocketAddresses.BYTES : 16));
        if (result < 0 || libc.getsockname(descriptor, address, length) < 0) {
            libc.close(descriptor);
            throw new EchoFailure(Cause.SOCKET_ERROR, "bind: " + Errno.described(-result));
        }
        return SocketAddresses.port(address);
    }

    private static int set(Libc libc, Arena arena, int descriptor, int level, int option, int value) {
        return libc.setsockopt(descriptor, level, option, arena.allocateFrom(JAVA_INT, value));
    }
}
