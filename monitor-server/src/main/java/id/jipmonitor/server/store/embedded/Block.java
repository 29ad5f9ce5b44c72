package id.jipmonitor.server.store.embedded;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * Many results of one series in one row, column by column:
 *
 * <pre>
 *   key    | series id u32 | start of the first, microseconds u64 | 1 |   sorts behind a single result of that start
 *   value  version 2 | span to the last, microseconds | count | length | zstd of {@link BlockColumns}
 * </pre>
 */
final class Block {
    /** Most results of one block. */
    static final int MOST_RESULTS = 2_048;
    /** Most measures of one block but for those of its last result, so that reading stays bounded. */
    static final int MOST_MEASURES = 50_000;

    private static final int VERSION = 2;
    private static final int LEVEL = 3;
    private static final int MOST_BYTES = 64 << 20;

    private Block() {}

    static byte[] key(int series, long start) {
        return ByteBuffer.allocate(Key.BYTES + 1)
                .putInt(series)
                .putLong(start)
                .put((byte) 1)
                .array();
    }

    static boolean isKey(byte[] key) {
        return key.length == Key.BYTES + 1;
    }

    /** @param results of one series in order of start, at least one, at most {@link #MOST_RESULTS} */
    static byte[] pack(List<RecordedResult> results) {
        PackedWriter body = new PackedWriter();
        BlockColumns.write(results, body);
        byte[] columns = body.toBytes();
        PackedWriter to = new PackedWriter();
        to.octet(VERSION);
        to.number(micros(results.getLast()) - micros(results.getFirst()));
        to.number(results.size());
        to.number(columns.length);
        to.bytes(Zstd.compress(columns, LEVEL));
        return to.toBytes();
    }

    /**
     * The results of a block, in order of start; none when it ends before {@code from}.
     *
     * @param start microseconds, from the key
     * @throws StoreException when the bytes are damaged or of a later version
     */
    static List<RecordedResult> unpack(Series series, long start, byte[] packed, long from) {
        try {
            PackedReader head = new PackedReader(packed);
            int version = head.octet();
            if (version != VERSION) {
                throw new IllegalArgumentException("format " + version);
            }
            if (start + head.number() < from) {
                return List.of();
            }
            long count = head.number();
            long length = head.number();
            if (count < 1 || count > MOST_RESULTS || length < 0 || length > MOST_BYTES) {
                throw new IllegalArgumentException(count + " results in " + length + " bytes");
            }
            byte[] columns = Zstd.decompress(head.rest(), (int) length);
            return BlockColumns.read(series, start, (int) count, new PackedReader(columns));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ZstdException
                | ArithmeticException e) {
            throw new StoreException(
                    "embedded store: expected a block of results of " + series.agent() + "/" + series.probe() + " from "
                            + Instant.ofEpochMilli(start / 1_000) + " in format " + VERSION + ". Found: "
                            + packed.length + " bytes that are not (" + e
                            + "). Restore the results directory from a backup, or use the version that wrote it",
                    e);
        }
    }

    private static long micros(RecordedResult result) {
        return Key.micros(result.result().startedAt());
    }
}
