package id.jipmonitor.protocol.wire;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** See {@link Frames}. After the first bad frame it swallows what is left and closes. */
final class FrameDecoder extends LengthFieldBasedFrameDecoder {
    private final int maxUnpacked;
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
        if (!frame.isReadable()) {
            throw new MalformedMessageException("frame: expected a codec byte. Found: an empty frame");
        }
        byte codec = frame.readByte();
        return switch (codec) {
            case Frames.CODEC_NONE -> Messages.decode(frame.nioBuffer());
            case Frames.CODEC_ZSTD -> Messages.decode(unpacked(frame));
            default ->
                throw new MalformedMessageException("frame codec: expected 0 (none) or 1 (zstd). Found: " + codec);
        };
    }

    private ByteBuffer unpacked(ByteBuf frame) {
        byte[] packed = new byte[frame.readableBytes()];
        frame.readBytes(packed);
        long size = Zstd.getFrameContentSize(packed);
        if (size < 0 || size > maxUnpacked) {
            throw new MalformedMessageException("frame unpacked size: expected a stated size of at most " + maxUnpacked
                    + " bytes. Found: " + (size < 0 ? "no zstd frame with a size" : size));
        }
        try {
            byte[] body = new byte[(int) size];
            long written = Zstd.decompress(body, packed);
            return ByteBuffer.wrap(body, 0, (int) written);
        } catch (ZstdException e) {
            throw new MalformedMessageException("frame: expected a whole zstd frame. Found: " + e.getMessage(), e);
        }
    }
}
