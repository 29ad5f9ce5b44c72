package id.jipmonitor.protocol.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** See {@link Frames}. */
final class FrameEncoder extends MessageToByteEncoder<Message> {
    private final int maxBytes;
    private final SentBefore before = new SentBefore();

    FrameEncoder(int maxBytes) {
        super(Message.class);
        this.maxBytes = maxBytes;
    }

    @Override
    protected void encode(ChannelHandlerContext context, Message message, ByteBuf out) {
        boolean sent = false;
        try {
            byte[] body = Frames.spoken(context.channel()).packsBatches()
                    ? Messages.encode(message, before)
                    : Messages.encode(message);
            Bounds.atMost("frame unpacked size", body.length, Frames.UNPACKED_FACTOR * maxBytes);
            byte[] packed = Packing.pack(body);
            out.writeInt(Bounds.atMost("frame size", packed.length, maxBytes));
            out.writeBytes(packed);
            sent = true;
        } finally {
            if (!sent) {
                before.forget();
            }
        }
    }
}
