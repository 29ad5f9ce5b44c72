package id.jipmonitor.agent.assignment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last good offer on disk. */
final class AssignmentFile {
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentFile.class);

    private final Path file;

    AssignmentFile(Path dataDirectory) {
        this.file = dataDirectory.resolve("assignment.yaml");
    }

    Optional<String> read() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file, StandardCharsets.UTF_8)) : Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("kept assignment {} cannot be read: {}", file, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Beside the old one first, on the disk, then over it: a crash leaves one of the two, never half of one. */
    void write(String document) throws IOException {
        Path fresh = file.resolveSibling("assignment.yaml.new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(document);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
