package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Opens RocksDB in {@code directory/db}, as its one writer or as a reader beside that.
 *
 * <pre>
 *   results/pid    process that has the store open for writing; only for the message to a second one
 *   results/db/    RocksDB's own files; its LOCK is what keeps a second writer out
 * </pre>
 */
final class Opening {
    private static final String DATABASE = "db";
    private static final String PID = "pid";

    private Opening() {}

    static Engine forWriting(Path directory) {
        Path database = directory.resolve(DATABASE);
        Tuning tuning = new Tuning();
        try {
            Files.createDirectories(database);
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB opened = RocksDB.open(tuning.database(), database.toString(), families(database, tuning), handles);
            Files.writeString(
                    directory.resolve(PID),
                    Long.toString(ProcessHandle.current().pid()));
            return new Engine(tuning, opened, handles, () -> {});
        } catch (RocksDBException e) {
            tuning.close();
            throw cannotOpen(directory, e);
        } catch (IOException e) {
            tuning.close();
            throw new StoreException(
                    "embedded store " + directory + ": expected a directory that can be written. Found: " + e, e);
        }
    }

    /**
     * A secondary instance: it reads the primary's files and log without its lock. It wants a directory of its own for its
     * messages, which goes when it is closed.
     */
    static Engine beside(Path directory) {
        Path database = directory.resolve(DATABASE);
        if (!Files.isRegularFile(database.resolve("CURRENT"))) {
            throw new StoreException("embedded store " + directory
                    + ": expected results of a server that ran with this directory. Found: none."
                    + " Check `store` in the settings");
        }
        Tuning tuning = new Tuning();
        try {
            Path scratch = Files.createTempDirectory("jip-reader-");
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB opened = RocksDB.openAsSecondary(
                    tuning.database(), database.toString(), scratch.toString(), families(database, tuning), handles);
            opened.tryCatchUpWithPrimary();
            return new Engine(tuning, opened, handles, () -> delete(scratch));
        } catch (RocksDBException e) {
            tuning.close();
            throw cannotOpen(directory, e);
        } catch (IOException e) {
            tuning.close();
            throw new StoreException("embedded store: expected room for a temporary directory. Found: " + e, e);
        }
    }

    private static List<ColumnFamilyDescriptor> families(Path database, Tuning tuning) throws RocksDBException {
        List<ColumnFamilyDescriptor> families = new ArrayList<>();
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, database.toString())) {
                families.add(new ColumnFamilyDescriptor(name, tuning.family()));
            }
        }
        if (families.isEmpty()) {
            families.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.family()));
        }
        return families;
    }

    private static StoreException cannotOpen(Path directory, RocksDBException e) {
        String where = "embedded store " + directory + ": expected ";
        if (String.valueOf(e.getMessage()).contains("lock")) {
            return new StoreException(
                    where + "no other process to use it. Found: " + holder(directory)
                            + " holds its lock. Stop that process or set another directory",
                    e);
        }
        return new StoreException(where + "files of RocksDB that can be opened. Found: " + e.getMessage(), e);
    }

    private static String holder(Path directory) {
        try {
            return "process " + Files.readString(directory.resolve(PID)).strip();
        } catch (IOException e) {
            return "a process that left no " + PID + " file";
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new StoreException("embedded store: expected to remove " + directory + ". Found: " + e, e);
        }
    }
}
