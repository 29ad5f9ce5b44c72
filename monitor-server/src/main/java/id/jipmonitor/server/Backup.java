package id.jipmonitor.server;

import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.ResultLines;
import id.jipmonitor.server.store.ResultReader;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A directory with what a server knows, and a list of its files with their digests by which it is checked.
 *
 * <pre>
 *   SHA256SUMS     digest, two spaces, path; `sha256sum -c` reads it too
 *   state.db       incidents, outbox, accounts, certificate register, delivery ledgers
 *   results/       the embedded store
 * </pre>
 *
 * The state is copied before the results, so that no ledger claims a result that the copy lacks. Settings, keys and certificates
 * are not in it.
 */
final class Backup {
    static final String STATE = "state.db";
    static final String RESULTS = "results";
    private static final String NO_DIGEST = "none";
    private static final String SUMS = "SHA256SUMS";
    private static final Instant EVER = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

    private final Path directory;

    Backup(Path directory) {
        this.directory = directory;
    }

    /**
     * What a backup holds.
     *
     * @param results raw results, by reading all of them
     * @param digest SHA-256 of their lines, series after series
     */
    record Contents(boolean state, long results, long series, String digest) {
        /** For the operator: {@code state=yes results=5 series=1 sha256=...}. */
        @Override
        public String toString() {
            return "state=" + (state ? "yes" : "no") + " results=" + results + " series=" + series + " sha256="
                    + digest;
        }
    }

    /**
     * Makes it.
     *
     * @throws IOException when the directory is not empty or cannot be written
     */
    Contents make(ServerSettings settings) throws IOException {
        requireEmpty(directory);
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        boolean state = StateDatabase.copy(settings.state(), settings.dataDirectory(), directory.resolve(STATE));
        boolean results = StoreTypes.copy(settings.store(), settings.dataDirectory(), directory.resolve(RESULTS));
        List<String> lines = new ArrayList<>();
        for (Path each : files()) {
            lines.add(Digests.of(each) + "  " + directory.relativize(each));
        }
        Files.write(directory.resolve(SUMS), lines);
        return contents(state, results);
    }

    /**
     * Checks every file against the list.
     *
     * @throws IOException when one is missing, damaged or not in the list; the message names it
     */
    void check() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        for (String line : Files.readAllLines(directory.resolve(SUMS))) {
            String[] parts = line.split("  ", 2);
            if (parts.length < 2) {
                throw new IOException(directory.resolve(SUMS) + ": expected a digest and a path. Found: " + line);
            }
            expected.put(parts[1], parts[0]);
        }
        for (Path each : files()) {
            String name = directory.relativize(each).toString();
            String digest = expected.remove(name);
            if (digest == null || !digest.equals(Digests.of(each))) {
                throw new IOException(each + ": expected the file that was backed up. Found: "
                        + (digest == null ? "one that the list does not have" : "other bytes")
                        + ". Use another backup");
            }
        }
        if (!expected.isEmpty()) {
            throw new IOException(directory + ": expected " + String.join(", ", expected.keySet())
                    + ". Found: no such file. Use another backup");
        }
    }

    /**
     * Copies it to where a server with these settings looks.
     *
     * @throws IOException when something is there already
     */
    Contents restore(ServerSettings settings) throws IOException {
        boolean state = Files.exists(directory.resolve(STATE));
        boolean results = Files.isDirectory(directory.resolve(RESULTS));
        requireEmpty(settings.dataDirectory());
        Files.createDirectories(
                settings.dataDirectory(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (state) {
            copy(STATE, target(settings.state(), settings.dataDirectory()));
        }
        if (results) {
            copy(RESULTS, target(settings.store(), settings.dataDirectory()));
        }
        if (!results) {
            return new Contents(state, 0, 0, NO_DIGEST);
        }
        try (ResultReader restored = StoreTypes.openBeside(settings.store(), settings.dataDirectory())) {
            return contents(state, restored);
        }
    }

    private static Path target(StateSettings settings, Path data) throws IOException {
        return switch (settings) {
            case StateSettings.Sqlite(Path file) -> data.resolve(file);
            case StateSettings.PostgreSql _ ->
                throw new IOException("state.type: expected sqlite, as in the backup. Found: postgresql");
        };
    }

    private static Path target(StoreSettings settings, Path data) throws IOException {
        return switch (settings) {
            case StoreSettings.Embedded files -> data.resolve(files.directory());
            case StoreSettings.Influx _ ->
                throw new IOException("store.type: expected embedded, as in the backup. Found: influx."
                        + " Restore with embedded, then move the results by export and import");
        };
    }

    private Contents contents(boolean state, boolean results) {
        if (!results) {
            return new Contents(state, 0, 0, NO_DIGEST);
        }
        StoreSettings copy = new StoreSettings.Embedded(Path.of(RESULTS), StoreSettings.Embedded.DEFAULT.retention());
        try (ResultReader reader = StoreTypes.openBeside(copy, directory)) {
            return contents(state, reader);
        }
    }

    /** Series after series, so that any number of results takes little memory. */
    private static Contents contents(boolean state, ResultReader reader) {
        MessageDigest digest = Digests.sha256();
        AtomicLong results = new AtomicLong();
        List<Series> all = reader.series().stream().sorted().toList();
        for (Series series : all) {
            reader.scan(series, EVER, NEVER, result -> {
                results.incrementAndGet();
                digest.update(ResultLines.line(result).getBytes(StandardCharsets.UTF_8));
            });
        }
        return new Contents(state, results.get(), all.size(), Digests.hex(digest));
    }

    private void copy(String name, Path to) throws IOException {
        Path from = directory.resolve(name);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.toAbsolutePath().getParent());
                    Files.copy(each, target);
                }
            }
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(each -> !each.equals(directory.resolve(SUMS)))
                    .sorted()
                    .toList();
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> inside = Files.list(directory)) {
            if (inside.findAny().isPresent()) {
                throw new IOException(directory + ": expected an empty directory, or none. Found: files."
                        + " Nothing was changed; move them away or name another");
            }
        }
    }
}
