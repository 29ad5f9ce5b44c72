package id.jipmonitor.protocol.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** See {@link Frames}. After the first bad frame it swallows what is left and closes. */
final class FrameDecoder extends LengthFieldBasedFrameDecoder {
    private final int maxUnpacked;
    private final HeardBefore before = new HeardBefore();
    private boolean broken;

    FrameDecoder(int maxBytes) {
        super(maxBytes, 0, Frames.LENGTH_BYTES, 0, Frames.LENGTH_BYTES);
        this.maxUnpacked = Frames.UNPACKED_FACTOR * maxBytes;
    }

    @Override
    protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return null;
        }
        // Set first and cleared when all went well: every way out by exception leaves it set.
        broken = true;
        ByteBuf frame = (ByteBuf) super.decode(context, in);
        Message message = null;
        if (frame != null) {
            try {
                message = message(frame);
            } finally {
                frame.release();
            }
        }
        broken = false;
        return message;
    }

    @Override
    @SuppressWarnings("deprecation") // the hook by which a decoder learns of its own failure; netty has no other
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.fireExceptionCaught(cause);
        if (broken) {
            var _ = context.close(); // channelInactive tells when it is done
        }
    }

    private Message message(ByteBuf frame) {
        byte[] all = new byte[frame.readableBytes()];
        frame.readBytes(all);
        return Messages.decode(ByteBuffer.wrap(Packing.unpack(all, maxUnpacked)), before);
    }
}
