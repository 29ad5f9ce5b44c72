package id.jipmonitor.server.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads what {@link PackedWriter} wrote; every read may throw a BufferUnderflowException or IllegalArgumentException. */
final class PackedReader {
    private final ByteBuffer bytes;

    PackedReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int octet() {
        return bytes.get() & 0xff;
    }

    long fixed64() {
        return bytes.getLong();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("number of more than ten bytes");
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A count or length; never more than what is left could hold, so that damage does not claim memory. */
    int count() {
        long value = number();
        if (value < 0 || value > bytes.remaining()) {
            throw new IllegalArgumentException("count of " + value + " with " + bytes.remaining() + " bytes left");
        }
        return (int) value;
    }

    String text() {
        byte[] utf8 = new byte[count()];
        bytes.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Everything to the end. */
    byte[] rest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    boolean atEnd() {
        return !bytes.hasRemaining();
    }
}
