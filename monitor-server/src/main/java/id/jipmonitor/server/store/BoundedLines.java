package id.jipmonitor.server.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Lines of UTF-8 text in bounded memory: a line that is too long is passed over and reported, not kept. */
final class BoundedLines {
    private final InputStream in;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;
    private long length;

    BoundedLines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /** Moves to the next line and says its number, from 1; empty at the end. */
    OptionalLong next() throws IOException {
        line.reset();
        length = 0;
        int read = in.read();
        if (read < 0) {
            return OptionalLong.empty();
        }
        for (; read >= 0 && read != '\n'; read = in.read()) {
            if (length++ < longest) {
                line.write(read);
            }
        }
        return OptionalLong.of(++number);
    }

    /** Whether the line is empty or begins with a number sign. */
    boolean isComment() {
        return length <= longest && (text().isBlank() || text().startsWith("#"));
    }

    /** @throws IllegalArgumentException when the line is too long or not UTF-8 */
    String text() {
        if (length > longest) {
            throw new IllegalArgumentException("expected at most " + longest + " bytes. Found: " + length);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected UTF-8 text. Found: other bytes", e);
        }
    }
}
