package id.jipmonitor.lab.network;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * One end of a cable, as Ethernet frames (packet(7)). It must be opened by a thread that is in the interface's
 * namespace and afterwards works from any thread.
 */
final class PacketSocket implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int ETH_P_ALL = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int SOCKADDR_LL_BYTES = 20;
    private static final int RECEIVE_BUFFER = 4 << 20;
    private static final short ETH_P_ALL_NETWORK_ORDER = Short.reverseBytes((short) ETH_P_ALL);

    private final int descriptor;

    private PacketSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    static PacketSocket open(String interfaceName) {
        try {
            int descriptor = Libc.socket(AF_PACKET, SOCK_RAW, ETH_P_ALL_NETWORK_ORDER & 0xffff);
            bind(descriptor, Libc.interfaceIndex(interfaceName));
            Libc.setOption(descriptor, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
            enlarge(descriptor);
            return new PacketSocket(descriptor);
        } catch (IOException failure) {
            throw new UncheckedIOException("packet socket on " + interfaceName, failure);
        }
    }

    /**
     * Makes the kernel write every checksum itself on an interface and cut large segments to size: what leaves through
     * a packet socket must be complete on the wire, and a virtual cable by default leaves both to the far end.
     */
    static void completeChecksums(String interfaceName) {
        int siocEthtool = 0x8946;
        int setTransmitChecksums = 0x17;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocateFrom(JAVA_INT, setTransmitChecksums, 0);
            MemorySegment request = arena.allocate(40, 8);
            byte[] name = interfaceName.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(name, 0, request, JAVA_BYTE, 0, name.length);
            request.set(ADDRESS, 16, value);
            int descriptor = Libc.socket(2, 2, 0);
            try {
                Libc.ioctl(descriptor, siocEthtool, request);
            } finally {
                Libc.close(descriptor);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("transmit checksums of " + interfaceName, failure);
        }
    }

    private static void bind(int descriptor, int interfaceIndex) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(SOCKADDR_LL_BYTES, 4);
            address.set(JAVA_SHORT, 0, (short) AF_PACKET);
            address.set(JAVA_SHORT.withOrder(ByteOrder.nativeOrder()), 2, ETH_P_ALL_NETWORK_ORDER);
            address.set(JAVA_INT, 4, interfaceIndex);
            Libc.bind(descriptor, address);
        }
    }

    private static void enlarge(int descriptor) throws IOException {
        try {
            Libc.setOption(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER);
        } catch (IOException notPrivileged) {
            // A user namespace may not exceed the system's limit; the ordinary request takes what there is.
            int soReceiveBuffer = 8;
            Libc.setOption(descriptor, SOL_SOCKET, soReceiveBuffer, RECEIVE_BUFFER);
        }
    }

    int descriptor() {
        return descriptor;
    }

    int receive(MemorySegment into) throws IOException {
        return Libc.receive(descriptor, into);
    }

    void send(MemorySegment frame) throws IOException {
        Libc.send(descriptor, frame);
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }
}
