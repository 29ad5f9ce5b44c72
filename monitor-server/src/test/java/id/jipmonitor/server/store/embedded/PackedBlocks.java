package id.jipmonitor.server.store.embedded;

import com.github.luben.zstd.Zstd;

/** Blocks made by hand. */
final class PackedBlocks {
    private PackedBlocks() {}

    /** A block with these columns, whatever they are. */
    static byte[] of(int results, byte[] columns) {
        PackedWriter to = new PackedWriter();
        to.octet(2);
        to.number(1_000_000);
        to.number(results);
        to.number(columns.length);
        to.bytes(Zstd.compress(columns, 1));
        return to.toBytes();
    }
}
