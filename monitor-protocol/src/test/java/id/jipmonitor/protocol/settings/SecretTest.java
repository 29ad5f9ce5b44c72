package id.jipmonitor.protocol.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit before each test
    private Path folder;

    @Test
    void secret_shown_doesNotShowItself() {
        assertThat("" + Secret.of("hunter2")).isEqualTo("(secret)");
    }

    @Test
    void variable_set_isTheSecret() {
        assertThat(read("${env:WORD}").value()).contains(Secret.of("from the environment"));
    }

    @Test
    void file_closedToOthers_isTheSecretWithoutItsLineEnd() throws IOException {
        file("word", "from a file\n", "rw-r-----");

        assertThat(read("${file:word}").value()).contains(Secret.of("from a file"));
    }

    @Test
    void file_openToOthers_isRefusedWithTheRemedy() throws IOException {
        Path word = file("word", "from a file\n", "rw-r--r--");

        assertThat(read("${file:word}").problems())
                .extracting(Problem::toString)
                .containsExactly("test:1: word: expected the file word to be closed to others. Found: (not shown)."
                        + " Run chmod 600 " + word);
    }

    @Test
    void file_empty_isRefused() throws IOException {
        file("word", "\n", "rw-------");

        assertThat(read("${file:word}").problems())
                .extracting(Problem::toString)
                .containsExactly("test:1: word: expected the file word to hold one secret of at most 16 KiB."
                        + " Found: (not shown)");
    }

    @Test
    void secretInTheOpen_refused_isNeverShown() {
        Checked<Secret> checked = read("hunter2");

        assertThat(checked.value()).isEmpty();
        assertThat(checked.problems().toString()).doesNotContain("hunter2");
    }

    private Path file(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Checked<Secret> read(String reference) {
        Reading reading = new Reading(Map.of("WORD", "from the environment")::get);
        Optional<Secret> secret = reading.document("word: '" + reference + "'", "test", folder)
                .flatMap(section -> {
                    Value<Secret> word = section.required("word", Kinds.secret());
                    return section.build(word::get).ifUsable();
                });
        return reading.checked(secret);
    }
}
