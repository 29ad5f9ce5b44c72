package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/** {@code struct sockaddr_in} and {@code sockaddr_in6} (netinet/in.h). */
final class SocketAddresses {
    static final int INET = 2;
    static final int INET6 = 10;
    static final int BYTES = 28;

    private static final ValueLayout.OfShort PORT = JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private SocketAddresses() {}

    /** Writes an address without a port; returns its length. */
    static int write(MemorySegment into, InetAddress address) {
        byte[] raw = address.getAddress();
        into.asSlice(0, BYTES).fill((byte) 0);
        if (address instanceof Inet6Address inet6) {
            into.set(JAVA_SHORT_UNALIGNED, 0, (short) INET6);
            MemorySegment.copy(raw, 0, into, JAVA_BYTE, 8, raw.length);
            into.set(JAVA_INT_UNALIGNED, 24, inet6.getScopeId());
            return BYTES;
        }
        into.set(JAVA_SHORT_UNALIGNED, 0, (short) INET);
        MemorySegment.copy(raw, 0, into, JAVA_BYTE, 4, raw.length);
        return 16;
    }

    /** Writes an address and a port; returns its length. */
    static int write(MemorySegment into, InetAddress address, int port) {
        int bytes = write(into, address);
        into.set(PORT, 2, (short) port);
        return bytes;
    }

    /** Writes a port of every address of this host; returns what was written. */
    static MemorySegment any(MemorySegment into, boolean ipv6, int port) {
        into.asSlice(0, BYTES).fill((byte) 0);
        into.set(JAVA_SHORT_UNALIGNED, 0, (short) (ipv6 ? INET6 : INET));
        into.set(PORT, 2, (short) port);
        return into.asSlice(0, ipv6 ? BYTES : 16);
    }

    /** Reads the address, or the given one where the kernel left none. */
    static InetAddress read(MemorySegment from, long offset, InetAddress otherwise) {
        return switch (from.get(JAVA_SHORT_UNALIGNED, offset)) {
            case INET -> address(from, offset + 4, 4);
            case INET6 -> address(from, offset + 8, 16);
            default -> otherwise;
        };
    }

    /** The port, which for a datagram ICMP socket is its identifier. */
    static int port(MemorySegment from) {
        return from.get(PORT, 2) & 0xffff;
    }

    private static InetAddress address(MemorySegment from, long offset, int length) {
        byte[] raw = new byte[length];
        MemorySegment.copy(from, JAVA_BYTE, offset, raw, 0, length);
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: expected 4 or 16 bytes. Found: " + length, e);
        }
    }
}
