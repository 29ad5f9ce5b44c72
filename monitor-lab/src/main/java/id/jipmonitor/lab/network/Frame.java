package id.jipmonitor.lab.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the addresses of an Ethernet frame.
 *
 * <pre>
 *   0         6        12      14                26        30
 *   +---------+---------+-------+-----  ...  -----+---------+---------+
 *   | to      | from    | 0800  | IPv4 header     | source  | destin. |   (RFC 791)
 *   +---------+---------+-------+-----  ...  -----+---------+---------+
 *   IPv6 (86dd): source at 22, destination at 38, 16 octets each          (RFC 8200)
 * </pre>
 */
final class Frame {
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final ValueLayout.OfShort NETWORK_SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private Frame() {}

    static byte @Nullable [] source(MemorySegment frame) {
        return switch (kind(frame)) {
            case IPV4 -> octets(frame, 26, 4);
            case IPV6 -> octets(frame, 22, 16);
            default -> null;
        };
    }

    static byte @Nullable [] destination(MemorySegment frame) {
        return switch (kind(frame)) {
            case IPV4 -> octets(frame, 30, 4);
            case IPV6 -> octets(frame, 38, 16);
            default -> null;
        };
    }

    private static int kind(MemorySegment frame) {
        return frame.byteSize() < 14 ? 0 : frame.get(NETWORK_SHORT, 12) & 0xffff;
    }

    private static byte @Nullable [] octets(MemorySegment frame, int from, int count) {
        return frame.byteSize() < from + count
                ? null
                : frame.asSlice(from, count).toArray(ValueLayout.JAVA_BYTE);
    }
}
