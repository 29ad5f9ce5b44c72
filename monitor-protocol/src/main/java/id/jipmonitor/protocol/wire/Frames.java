package id.jipmonitor.protocol.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.util.AttributeKey;

/**
 * How messages lie in the TLS stream. There is no magic number and no ping: TLS has already shown who speaks, and
 * {@link Message.Heartbeat} shows that it lives.
 *
 * <pre>
 *    0        1        2        3        4        5
 *   +--------+--------+--------+--------+--------+----------------- - -
 *   |  length of all that follows, big  | codec  |  body
 *   |  endian, 1 to the maximum         |        |
 *   +--------+--------+--------+--------+--------+----------------- - -
 *                                         0 none    a protobuf Frame (jip.proto)
 *                                         1 zstd    one zstd frame that states its content size
 * </pre>
 *
 * <p>From version 2 on, a batch rests on the batches before it on the same connection (see {@code Batch} in jip.proto), and so
 * does the state of encoder and decoder: one pair per channel, and a new connection begins anew.
 *
 * <p>A frame that is too long, of an unknown codec, or no message, ends the connection: behind it nobody knows where the
 * next one begins. The decoder fires the exception first, so that a later handler can say so, and then closes. Other
 * connections see nothing of it.
 */
public final class Frames {
    /** Longest frame when nothing else is set, without its length field. */
    public static final int DEFAULT_MAX_BYTES = 4 * 1024 * 1024;

    /** A frame may unpack to this many times its own maximum. */
    static final int UNPACKED_FACTOR = 4;

    static final int LENGTH_BYTES = 4;

    private static final AttributeKey<ProtocolVersion> SPOKEN = AttributeKey.valueOf(Frames.class, "spoken");

    private Frames() {}

    /**
     * Bytes to {@link Message}; one per channel.
     *
     * @param maxBytes longest frame that is read; a longer one is refused by its length, before it is buffered
     */
    public static ChannelHandler decoder(int maxBytes) {
        return new FrameDecoder(maxBytes);
    }

    /**
     * {@link Message} to bytes; long bodies are packed with zstd. A message that the peer would refuse fails the write
     * with {@link MalformedMessageException} and leaves the connection as it was.
     */
    public static ChannelHandler encoder(int maxBytes) {
        return new FrameEncoder(maxBytes);
    }

    /**
     * Has the channel's encoder use what that version allows, from the next message on; until then it keeps to the oldest
     * one, so that a peer whose version is not known understands everything.
     */
    public static void speak(Channel channel, ProtocolVersion version) {
        channel.attr(SPOKEN).set(version.common());
    }

    static ProtocolVersion spoken(Channel channel) {
        ProtocolVersion told = channel.attr(SPOKEN).get();
        return told == null ? ProtocolVersion.CURRENT.oldest() : told;
    }
}
