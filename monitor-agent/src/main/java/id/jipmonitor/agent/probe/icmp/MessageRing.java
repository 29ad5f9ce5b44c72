package id.jipmonitor.agent.probe.icmp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;

/**
 * An array of {@code struct mmsghdr} with a buffer, an address and room for control messages each, allocated once.
 *
 * <pre>
 * mmsghdr, 64 bytes:  0 name*  8 namelen  16 iov*  24 iovlen  32 control*  40 controllen  48 flags  56 len
 * cmsghdr, 16 bytes:  0 len  8 level  12 type  16 data..., the next one at a multiple of 8
 * </pre>
 */
final class MessageRing {
    static final int HEADER = 64;
    private static final int CONTROL_BYTES = 256;
    private static final int NAME_BYTES = 32;
    private static final int CMSG_HEADER = 16;

    private final int bufferBytes;
    private final MemorySegment headers;
    private final MemorySegment vectors;
    private final MemorySegment names;
    private final MemorySegment controls;
    private final MemorySegment buffers;

    /** Hears of one control message: its level, its type, and where its data begin in {@link #control}. */
    interface ControlVisitor {
        void found(int level, int type, long dataOffset);
    }

    MessageRing(Arena arena, int count, int bufferBytes) {
        this.bufferBytes = bufferBytes;
        headers = arena.allocate((long) count * HEADER, 8);
        vectors = arena.allocate((long) count * 16, 8);
        names = arena.allocate((long) count * NAME_BYTES, 8);
        controls = arena.allocate((long) count * CONTROL_BYTES, 8);
        buffers = arena.allocate((long) count * bufferBytes, 8);
        for (int i = 0; i < count; i++) {
            headers.set(ADDRESS, at(i, 0), name(i));
            headers.set(ADDRESS, at(i, 16), vectors.asSlice(i * 16L, 16));
            headers.set(JAVA_LONG, at(i, 24), 1);
            headers.set(ADDRESS, at(i, 32), control(i));
            vectors.set(ADDRESS, i * 16L, buffers.asSlice((long) i * bufferBytes, bufferBytes));
            clear(i);
        }
    }

    /** The headers from one index on, to be handed to the kernel. */
    MemorySegment from(int index) {
        return headers.asSlice((long) index * HEADER);
    }

    /** Makes room again where the kernel has brought something. */
    void clear(int index) {
        headers.set(JAVA_INT, at(index, 8), NAME_BYTES);
        headers.set(JAVA_LONG, at(index, 40), CONTROL_BYTES);
        headers.set(JAVA_INT, at(index, 48), 0);
        vectors.set(JAVA_LONG, index * 16L + 8, bufferBytes);
    }

    /** Loads a packet without control messages. */
    void load(int index, InetAddress target, byte[] packet) {
        headers.set(JAVA_INT, at(index, 8), SocketAddresses.write(name(index), target));
        headers.set(JAVA_LONG, at(index, 40), 0);
        MemorySegment.copy(packet, 0, buffers, JAVA_BYTE, (long) index * bufferBytes, packet.length);
        vectors.set(JAVA_LONG, index * 16L + 8, packet.length);
    }

    /** Adds a control message that holds one number. */
    void add(int index, int level, int type, int value) {
        long used = headers.get(JAVA_LONG, at(index, 40));
        MemorySegment control = control(index);
        control.set(JAVA_LONG, used, CMSG_HEADER + 4);
        control.set(JAVA_INT, used + 8, level);
        control.set(JAVA_INT, used + 12, type);
        control.set(JAVA_LONG, used + CMSG_HEADER, 0);
        control.set(JAVA_INT, used + CMSG_HEADER, value);
        headers.set(JAVA_LONG, at(index, 40), used + CMSG_HEADER + 8);
    }

    /** The received bytes from an offset on. */
    byte[] bytes(int index, int offset) {
        int length = Math.min(headers.get(JAVA_INT, at(index, 56)), bufferBytes);
        byte[] copy = new byte[Math.max(0, length - offset)];
        MemorySegment.copy(buffers, JAVA_BYTE, (long) index * bufferBytes + offset, copy, 0, copy.length);
        return copy;
    }

    /** One received byte. */
    int byteAt(int index, int offset) {
        return buffers.get(JAVA_BYTE, (long) index * bufferBytes + offset) & 0xff;
    }

    MemorySegment name(int index) {
        return names.asSlice((long) index * NAME_BYTES, NAME_BYTES);
    }

    MemorySegment control(int index) {
        return controls.asSlice((long) index * CONTROL_BYTES, CONTROL_BYTES);
    }

    /** Visits the control messages that the kernel brought. */
    void visitControl(int index, ControlVisitor visitor) {
        long end = headers.get(JAVA_LONG, at(index, 40));
        MemorySegment control = control(index);
        long at = 0;
        while (at + CMSG_HEADER <= end) {
            long length = control.get(JAVA_LONG, at);
            if (length < CMSG_HEADER || at + length > end) {
                return;
            }
            visitor.found(control.get(JAVA_INT, at + 8), control.get(JAVA_INT, at + 12), at + CMSG_HEADER);
            at += (length + 7) & ~7L;
        }
    }

    private static long at(int index, int field) {
        return (long) index * HEADER + field;
    }
}
