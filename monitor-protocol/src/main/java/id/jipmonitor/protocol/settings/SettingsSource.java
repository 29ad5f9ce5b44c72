package id.jipmonitor.protocol.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Gets a bounded UTF-8 text out of a file, or notes why not. */
final class SettingsSource {
    /** Largest file that is read. */
    static final int MAX_BYTES = 4 << 20;

    private SettingsSource() {}

    static Optional<String> text(Path file, String name, Reading reading) {
        if (Files.isDirectory(file)) {
            return problem(name, reading, "expected a file", "a directory");
        }
        if (!Files.exists(file)) {
            return problem(name, reading, "expected a readable file", "nothing there");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return problem(name, reading, "expected at most 4 MiB", "more");
            }
            return decoded(bytes, name, reading);
        } catch (AccessDeniedException e) {
            return problem(name, reading, "expected a readable file", "permission denied");
        } catch (IOException e) {
            return problem(name, reading, "expected a readable file", Found.quoted(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<String> decoded(byte[] bytes, String name, Reading reading) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(rest).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < rest.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            reading.note(new Problem(
                    name, line, "", "expected UTF-8", "bytes that are not", "Save the file in the UTF-8 encoding"));
            return Optional.empty();
        }
    }

    private static Optional<String> problem(String name, Reading reading, String expectation, String found) {
        reading.note(new Problem(name, 0, "", expectation, found, ""));
        return Optional.empty();
    }
}
