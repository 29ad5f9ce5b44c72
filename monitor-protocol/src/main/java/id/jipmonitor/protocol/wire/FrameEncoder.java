package id.jipmonitor.protocol.wire;

import com.github.luben.zstd.Zstd;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** See {@link Frames}. */
final class FrameEncoder extends MessageToByteEncoder<Message> {
    /** Shorter bodies gain less than the time is worth. */
    static final int PACK_FROM_BYTES = 512;

    /** Level 3 packs a batch at some hundred MB/s; higher ones gain little on columns of numbers. */
    private static final int LEVEL = 3;

    private final int maxBytes;

    FrameEncoder(int maxBytes) {
        super(Message.class);
        this.maxBytes = maxBytes;
    }

    @Override
    protected void encode(ChannelHandlerContext context, Message message, ByteBuf out) {
        byte[] body = Messages.encode(message);
        byte codec = Frames.CODEC_NONE;
        if (body.length >= PACK_FROM_BYTES) {
            Bounds.atMost("frame unpacked size", body.length, Frames.UNPACKED_FACTOR * maxBytes);
            byte[] packed = Zstd.compress(body, LEVEL);
            if (packed.length < body.length) {
                body = packed;
                codec = Frames.CODEC_ZSTD;
            }
        }
        out.writeInt(Bounds.atMost("frame size", 1 + body.length, maxBytes));
        out.writeByte(codec);
        out.writeBytes(body);
    }
}
