package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.BatchBytes;
import id.jipmonitor.protocol.wire.Message.Batch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

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

    /** @param reasons why, by number of the row's results */
    void bury(Instant at, BootId boot, SpoolDatabase.Row row, Optional<Batch> batch, Map<Long, String> reasons)
            throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<Long, String> each : reasons.entrySet()) {
            NumberRange alone = new NumberRange(each.getKey(), each.getKey());
            byte[] bytes = batch.map(whole -> BatchBytes.write(StoredBatch.part(whole, alone)))
                    .orElse(row.payload());
            lines.append(line(at, boot, each.getKey(), each.getValue(), bytes));
        }
        append(lines.toString());
    }

    private static String line(Instant at, BootId boot, long number, String reason, byte[] batch) {
        return at + "\t" + boot + "\t" + number + "\t" + reason.replaceAll("\\p{Cntrl}", " ") + "\t"
                + Base64.getEncoder().encodeToString(batch) + "\n";
    }

    private void append(String lines) throws IOException {
        if (Files.exists(file) && Files.size(file) + lines.length() > MAX_BYTES) {
            Files.move(file, file.resolveSibling("dead-letters.old.tsv"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
