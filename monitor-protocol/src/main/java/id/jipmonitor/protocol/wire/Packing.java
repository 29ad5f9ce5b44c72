package id.jipmonitor.protocol.wire;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;

/** A body, behind a byte that says how it is packed: see {@link Frames}. */
final class Packing {
    static final byte NONE = 0;
    static final byte ZSTD = 1;

    /** Shorter bodies gain less than the time is worth. */
    static final int FROM_BYTES = 512;

    /** Level 3 packs a batch at some hundred MB/s; higher ones gain little on columns of numbers. */
    private static final int LEVEL = 3;

    private Packing() {}

    /** The codec byte and the body, packed where that is shorter. */
    static byte[] pack(byte[] body) {
        byte codec = NONE;
        byte[] rest = body;
        if (body.length >= FROM_BYTES) {
            byte[] packed = zstd(body);
            if (packed.length < body.length) {
                rest = packed;
                codec = ZSTD;
            }
        }
        byte[] all = new byte[1 + rest.length];
        all[0] = codec;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static byte[] zstd(byte[] body) {
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            return context.setLevel(LEVEL).compress(body);
        }
    }

    /**
     * What {@link #pack} packed.
     *
     * @param most bytes that the body may have
     * @throws MalformedMessageException for an unknown codec, or a body that is longer than it may be or not whole
     */
    static byte[] unpack(byte[] all, int most) {
        if (all.length == 0) {
            throw new MalformedMessageException("frame: expected a codec byte. Found: an empty frame");
        }
        byte[] rest = new byte[all.length - 1];
        System.arraycopy(all, 1, rest, 0, rest.length);
        return switch (all[0]) {
            case NONE -> rest;
            case ZSTD -> unzstd(rest, most);
            default ->
                throw new MalformedMessageException("frame codec: expected 0 (none) or 1 (zstd). Found: " + all[0]);
        };
    }

    private static byte[] unzstd(byte[] packed, int most) {
        long size = Zstd.getFrameContentSize(packed);
        if (size < 0 || size > most) {
            throw new MalformedMessageException("frame unpacked size: expected a stated size of at most " + most
                    + " bytes. Found: " + (size < 0 ? "no zstd frame with a size" : size));
        }
        try {
            byte[] body = new byte[(int) size];
            long written = Zstd.decompress(body, packed);
            if (written != size) {
                throw new MalformedMessageException(
                        "frame: expected a whole zstd frame. Found: " + written + " of " + size + " bytes");
            }
            return body;
        } catch (ZstdException e) {
            throw new MalformedMessageException("frame: expected a whole zstd frame. Found: " + e.getMessage(), e);
        }
    }
}
