package id.jipmonitor.agent.probe.icmp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * ICMP messages as bytes (RFC 792, RFC 4443). An echo:
 *
 * <pre>
 *  0               1               2               3
 * +---------------+---------------+-------------------------------+
 * | type 8 or 128 | code 0        | checksum                      |
 * +---------------+---------------+-------------------------------+
 * | identifier                    | sequence                      |
 * +-------------------------------+-------------------------------+
 * | nonce, 8 bytes, drawn for each echo                           |
 * +---------------------------------------------------------------+
 * | filler: 8, 9, 10, ... (the low byte of its place in the payload)
 * +----------------------------------------------------------------
 * </pre>
 */
final class IcmpMessage {
    static final int HEADER_BYTES = 8;
    private static final int NONCE_BYTES = 8;
    private static final int MOST_BYTES = 1 << 16;
    private static final byte[] FILLER = filler();
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private IcmpMessage() {}

    /** What a received message is to us. */
    sealed interface Read {
        /** An echo reply, or a quoted request, which is identified likewise. */
        record Echo(int id, int sequence) implements Read {}

        /** A router's or the target's word about a request of ours. */
        record Refused(int type, int code, InetAddress target, int id, int sequence) implements Read {}

        /** Nothing for us: malformed or of another kind. */
        record Other() implements Read {}
    }

    static byte[] request(boolean ipv6, int id, int sequence, long nonce, int payloadBytes) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + payloadBytes);
        packet.put((byte) (ipv6 ? 128 : 8)).put((byte) 0).putShort((short) 0);
        packet.putShort((short) id).putShort((short) sequence).putLong(nonce);
        packet.put(FILLER, NONCE_BYTES, payloadBytes - NONCE_BYTES);
        if (!ipv6) { // The kernel does it for ICMPv6, whose checksum covers the source address (RFC 3542 section 3.1).
            packet.putShort(2, (short) checksum(packet.array(), 0, packet.capacity()));
        }
        return packet.array();
    }

    /**
     * The nonce with its last 16 bits changed so that sequence and nonce together add nothing else to the checksum than
     * they do for sequence 0: the sum is one of 16-bit words in ones' complement (RFC 1071 section 1).
     */
    static long balancing(long nonce, int sequence) {
        int words = 0xffff;
        int last = Math.floorMod((int) (nonce & words) - sequence, words);
        return (nonce & ~(long) words) | last;
    }

    /** Reads a message from its ICMP header on. */
    static Read read(boolean ipv6, byte[] message) {
        if (message.length < HEADER_BYTES) {
            return new Read.Other();
        }
        int type = message[0] & 0xff;
        if (type == (ipv6 ? 129 : 0)) {
            return new Read.Echo(number(message, 4), number(message, 6));
        }
        return isRefusal(ipv6, type) && checksumIsRight(ipv6, message) ? refusal(ipv6, message) : new Read.Other();
    }

    /** The kernel has checked that of ICMPv6 already. */
    static boolean checksumIsRight(boolean ipv6, byte[] message) {
        return ipv6 || checksum(message, 0, message.length) == 0;
    }

    /** Whether the reply carries exactly what was sent. */
    static boolean carries(byte[] message, long nonce, int payloadBytes) {
        return message.length == HEADER_BYTES + payloadBytes
                && ByteBuffer.wrap(message).getLong(HEADER_BYTES) == nonce
                && Arrays.equals(
                        message, HEADER_BYTES + NONCE_BYTES, message.length, FILLER, NONCE_BYTES, payloadBytes);
    }

    private static byte[] filler() {
        byte[] filler = new byte[MOST_BYTES];
        for (int place = 0; place < filler.length; place++) {
            filler[place] = (byte) place;
        }
        return filler;
    }

    /** Identifier and sequence of a quoted request, if it is long enough and an echo. */
    static Optional<Read.Echo> quotedEcho(boolean ipv6, byte[] quoted, int from) {
        if (quoted.length < from + HEADER_BYTES || (quoted[from] & 0xff) != (ipv6 ? 128 : 8)) {
            return Optional.empty();
        }
        return Optional.of(new Read.Echo(number(quoted, from + 4), number(quoted, from + 6)));
    }

    /**
     * The Internet checksum (RFC 1071) over some bytes; 0 for a message whose checksum is right. Two 16-bit words are
     * added at a time (section 2, "Parallel Summation").
     */
    static int checksum(byte[] bytes, int from, int to) {
        long sum = 0;
        int at = from;
        for (; at + Integer.BYTES <= to; at += Integer.BYTES) {
            sum += Integer.toUnsignedLong((int) WORDS.get(bytes, at));
        }
        for (int shift = 24; at < to; at++, shift -= 8) {
            sum += (bytes[at] & 0xffL) << shift;
        }
        sum = (sum & 0xffff_ffffL) + (sum >>> 32);
        sum = (sum & 0xffff) + (sum >>> 16);
        sum = (sum & 0xffff) + (sum >>> 16);
        return (int) (~sum & 0xffff);
    }

    private static boolean isRefusal(boolean ipv6, int type) {
        return ipv6 ? (type >= 1 && type <= 4) : (type == 3 || type == 11 || type == 12);
    }

    private static Read refusal(boolean ipv6, byte[] message) {
        int inner = HEADER_BYTES;
        int fixed = ipv6 ? 40 : 20;
        if (message.length < inner + fixed) {
            return new Read.Other();
        }
        int headerBytes = ipv6 ? fixed : (message[inner] & 0x0f) * 4;
        InetAddress target = ipv6 ? address(message, inner + 24, 16) : address(message, inner + 16, 4);
        return quotedEcho(ipv6, message, inner + headerBytes)
                .<Read>map(echo ->
                        new Read.Refused(message[0] & 0xff, message[1] & 0xff, target, echo.id(), echo.sequence()))
                .orElse(new Read.Other());
    }

    private static InetAddress address(byte[] from, int offset, int length) {
        byte[] raw = new byte[length];
        System.arraycopy(from, offset, raw, 0, length);
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address: expected 4 or 16 bytes. Found: " + length, e);
        }
    }

    private static int number(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
