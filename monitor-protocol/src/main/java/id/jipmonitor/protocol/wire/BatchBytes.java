package id.jipmonitor.protocol.wire;

import id.jipmonitor.protocol.wire.Message.Batch;
import java.nio.ByteBuffer;

/**
 * One batch by itself, as small as it gets: how a spool keeps it. Each rests on no other, so that one that is damaged takes no
 * other with it.
 *
 * <pre>
 *   +--------+----------------- - -
 *   | codec  |  body, as in Frames, with a packed_batch that rests on no other
 *   +--------+----------------- - -
 * </pre>
 */
public final class BatchBytes {
    private static final int MAX_BYTES = Frames.UNPACKED_FACTOR * Frames.DEFAULT_MAX_BYTES;
    /** How the first release wrote a batch: without codec byte, beginning with the tag of {@code Frame.batch}. */
    private static final byte RELEASED = 0x32;

    private BatchBytes() {}

    /** @throws MalformedMessageException when a field passes its bound */
    public static byte[] write(Batch batch) {
        return Packing.pack(Messages.encode(batch, new SentBefore()));
    }

    /**
     * Reads what {@link #write} wrote, and what the first release did.
     *
     * @throws MalformedMessageException when it is no batch
     */
    public static Batch read(byte[] bytes) {
        boolean released = bytes.length > 0 && bytes[0] == RELEASED;
        byte[] body = released ? bytes : Packing.unpack(bytes, MAX_BYTES);
        if (Messages.decode(ByteBuffer.wrap(body)) instanceof Batch batch) {
            return batch;
        }
        throw new MalformedMessageException("spooled bytes: expected a batch. Found: another message");
    }
}
