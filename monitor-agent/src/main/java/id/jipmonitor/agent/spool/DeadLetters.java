package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.BootId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;

/**
 * Results that the server refused for good: one line each with time, boot, number, reason and the batch bytes, parted by
 * tabs. Two files of {@value #MAX_BYTES} bytes at most; the older one gives way.
 */
final class DeadLetters {
    static final long MAX_BYTES = 8L << 20;

    private final Path file;

    DeadLetters(Path directory) {
        this.file = directory.resolve("dead-letters.tsv");
    }

    void write(Instant at, BootId boot, long number, String reason, byte[] batch) throws IOException {
        String line = at + "\t" + boot + "\t" + number + "\t" + reason.replaceAll("\\p{Cntrl}", " ") + "\t"
                + Base64.getEncoder().encodeToString(batch) + "\n";
        if (Files.exists(file) && Files.size(file) + line.length() > MAX_BYTES) {
            Files.move(file, file.resolveSibling("dead-letters.old.tsv"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
