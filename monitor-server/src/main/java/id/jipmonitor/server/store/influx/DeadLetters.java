package id.jipmonitor.server.store.influx;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.ResultLines;
import id.jipmonitor.server.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Results that InfluxDB will never take as they are, in a file that {@code server import} reads: a comment with the reason,
 * then the result's line. Durable when {@link #add} returns, for the result counts as kept from then on. Each begins on a line of
 * its own, so that one torn by a full disk spoils no other.
 */
final class DeadLetters {
    /** Longest file; beyond it the operator must look before anything more is set aside. */
    static final long MAX_BYTES = 64L << 20;

    private static final int LONGEST_REASON = 400;

    private final Path file;

    DeadLetters(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** @throws StoreException when it cannot be kept here either */
    void add(RecordedResult result, String reason) {
        String text = "\n# " + oneLine(reason) + "\n" + ResultLines.line(result) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            if (out.size() + bytes.remaining() > MAX_BYTES) {
                throw new StoreException(file + ": expected at most " + (MAX_BYTES >> 20)
                        + " MiB of results that InfluxDB refused. Found: more. Mend what the file's comments say,"
                        + " bring them in by `server import` and move the file away");
            }
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            throw new StoreException(file + ": expected to write what InfluxDB refused. Found: " + e, e);
        }
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "..." : line;
    }
}
