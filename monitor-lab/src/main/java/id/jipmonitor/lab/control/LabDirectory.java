package id.jipmonitor.lab.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one place on disk of a run: {@code jip-lab-<pid>} among the temporary files, closed to other users. It goes when
 * the run ends; what a killed run left is swept by the next one.
 */
public record LabDirectory(Path path) {
    private static final String PREFIX = "jip-lab-";

    /** Makes this process's directory, after sweeping those of dead processes. */
    public static LabDirectory create(Path parent) throws IOException {
        sweep(parent);
        Path path = parent.resolve(PREFIX + ProcessHandle.current().pid());
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new LabDirectory(path);
    }

    /** Where a running laboratory listens for commands. */
    public Path controlSocket() {
        return path.resolve("control.sock");
    }

    /** The only laboratory that this user runs at the moment. */
    public static LabDirectory running(Path parent) throws IOException {
        List<LabDirectory> found = own(parent).stream()
                .filter(each -> Files.exists(each.controlSocket()) && each.alive())
                .toList();
        if (found.size() != 1) {
            throw new IOException("expected one running laboratory. Found: "
                    + (found.isEmpty()
                            ? "none; start one with `jip lab up --network FILE` or `jip lab demo`"
                            : found.size() + " (" + found + "); name one with --lab DIRECTORY"));
        }
        return found.getFirst();
    }

    static void sweep(Path parent) throws IOException {
        for (LabDirectory each : own(parent)) {
            if (!each.alive()) {
                each.delete();
            }
        }
    }

    private static List<LabDirectory> own(Path parent) throws IOException {
        List<LabDirectory> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().matches(PREFIX + "[0-9]{1,9}") && mine(entry)) {
                    found.add(new LabDirectory(entry));
                }
            }
        }
        return found;
    }

    private static boolean mine(Path entry) throws IOException {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(entry, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
    }

    private boolean alive() {
        long pid = Long.parseLong(path.getFileName().toString().substring(PREFIX.length()));
        return ProcessHandle.of(pid).isPresent();
    }

    /** Removes the directory and all that is in it. */
    public void delete() {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("removing " + path, failure);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
