package id.jipmonitor.server.store.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/** RocksDB's options: small in memory, durable per batch. They live as long as the database that was opened with them. */
final class Tuning {
    private static final long CACHE_BYTES = 64L << 20;
    private static final long WRITE_BUFFER_BYTES = 64L << 20;
    private static final long WAL_BYTES = 256L << 20;

    private final Deque<AbstractNativeReference> made = new ArrayDeque<>();
    private final DBOptions database;
    private final ColumnFamilyOptions family;
    private final WriteOptions durable;
    private final WriteOptions lazy;
    private final CompactRangeOptions merging;

    Tuning() {
        RocksDB.loadLibrary();
        LRUCache cache = kept(new LRUCache(CACHE_BYTES));
        family = kept(new ColumnFamilyOptions())
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setTableFormatConfig(
                        new BlockBasedTableConfig().setBlockCache(cache).setBlockSize(16L << 10));
        database = kept(new DBOptions())
                .setCreateIfMissing(true)
                .setDbWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxTotalWalSize(WAL_BYTES)
                // An un-synced tail may be torn by a power loss; damage before it is an error and never passed over.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(-1) // what a reader beside us needs, too
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(3)
                .setMaxLogFileSize(4L << 20);
        durable = kept(new WriteOptions()).setSync(true);
        lazy = kept(new WriteOptions());
        merging = kept(new CompactRangeOptions())
                .setExclusiveManualCompaction(false)
                // Else a day that is one file is only moved, with what was deleted in it.
                .setBottommostLevelCompaction(CompactRangeOptions.BottommostLevelCompaction.kForce);
    }

    DBOptions database() {
        return database;
    }

    ColumnFamilyOptions family() {
        return family;
    }

    WriteOptions durable() {
        return durable;
    }

    /** Logged and not synced: survives the end of the process, and a power loss as far as a later durable write came. */
    WriteOptions lazy() {
        return lazy;
    }

    /** For merging a whole day; cancelled when the store is closed. */
    CompactRangeOptions merging() {
        return merging;
    }

    void close() {
        made.forEach(AbstractNativeReference::close);
    }

    private <T extends AbstractNativeReference> T kept(T made) {
        this.made.push(made);
        return made;
    }
}
