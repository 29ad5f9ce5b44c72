package id.jipmonitor.server.store.embedded;

import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A copy of the store's files while a server writes to them. RocksDB never changes a table file; what it adds and removes it notes
 * in its MANIFEST first. So files that were copied between two looks at an unchanged MANIFEST belong together, and the log, of
 * which a beginning is copied, is read as after a power loss. Every result that was acknowledged before is in the copy.
 */
public final class LiveCopy {
    private static final String DATABASE = "db";
    private static final String TABLES = ".sst";
    private static final int ATTEMPTS = 20;
    private static final List<String> NOT_NEEDED = List.of("LOCK", "LOG");

    private LiveCopy() {}

    /**
     * Copies the store of a directory into another, which must not exist.
     *
     * @throws StoreException when there is no store, or its files changed too fast to be copied
     */
    public static void make(Path directory, Path to) {
        Path database = directory.resolve(DATABASE);
        if (!Files.isRegularFile(database.resolve("CURRENT"))) {
            throw new StoreException("embedded store " + directory
                    + ": expected results of a server that ran with this directory. Found:"
                    + " none. Check `store` in the settings");
        }
        try {
            Files.createDirectories(to.resolve(DATABASE));
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (copied(database, to.resolve(DATABASE))) {
                    return;
                }
                empty(to.resolve(DATABASE));
            }
        } catch (IOException e) {
            throw new StoreException(
                    "embedded store " + directory + ": expected to copy it to " + to + ". Found: " + e, e);
        }
        throw new StoreException("embedded store " + directory
                + ": expected its files to keep still while they are copied." + " Found: changes during each of "
                + ATTEMPTS + " attempts. Use a target on the same disk, or a quieter hour");
    }

    private static boolean copied(Path database, Path to) throws IOException {
        String before = manifest(database);
        try (Stream<Path> files = Files.list(database)) {
            // Table files first: the log, which grows, is then the newest part.
            for (Path each : files.sorted(Comparator.comparing(LiveCopy::isLog)).toList()) {
                copy(each, to);
            }
        } catch (NoSuchFileException gone) {
            return false;
        }
        return manifest(database).equals(before);
    }

    private static void copy(Path file, Path to) throws IOException {
        String name = file.getFileName().toString();
        if (NOT_NEEDED.contains(name) || name.startsWith("LOG.old") || !Files.isRegularFile(file)) {
            return;
        }
        Path target = to.resolve(name);
        if (name.endsWith(TABLES) && linked(file, target)) {
            return;
        }
        Files.copy(file, target);
    }

    /** A second name for the same bytes where the disk is the same; then a copy takes no time and no space. */
    private static boolean linked(Path file, Path target) throws IOException {
        try {
            Files.createLink(target, file);
            return true;
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean isLog(Path file) {
        return file.getFileName().toString().endsWith(".log");
    }

    /** Its name and length: it only grows, or is followed by another. */
    private static String manifest(Path database) throws IOException {
        String name = Files.readString(database.resolve("CURRENT")).strip();
        try {
            return name + " " + Files.size(database.resolve(name));
        } catch (NoSuchFileException replaced) {
            return name;
        }
    }

    private static void empty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
    }
}
