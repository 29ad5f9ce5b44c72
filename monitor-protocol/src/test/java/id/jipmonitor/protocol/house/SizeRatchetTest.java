package id.jipmonitor.protocol.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that cannot fail is none: the ratchet finds what is too long. */
class SizeRatchetTest {
    @TempDir
    private Path directory;

    @Test
    void method_of61Lines_isFoundWithItsPlace() throws IOException {
        write(
                "Long.java",
                "class Long {\n    void all(int count) {\n" + "        count++;\n".repeat(61) + "    }\n}\n");
        assertThat(problems())
                .contains("Long.java:2: expected at most 60 lines in a method. Found: 61")
                .contains("median of method lines: expected at most 5. Found: 61");
    }

    @Test
    void file_of501Lines_isFoundUnlessNamed() throws IOException {
        write("Big.java", "class Big {\n" + "\n".repeat(499) + "}\n");
        assertThat(problems()).contains("Big.java: expected at most 500 lines. Found: 501");
        assertThat(SizeRatchet.problems(List.of(directory), Set.of("Big.java")))
                .noneMatch(each -> each.startsWith("Big"));
    }

    @Test
    void types_mostlyPublic_areFound() throws IOException {
        write("One.java", "public final class One {}\n");
        write("Two.java", "public record Two() {}\n");
        write("Three.java", "interface Three {}\n");
        assertThat(problems())
                .containsExactly("package-private top-level types: expected at least 40 %. Found: 1 of 3");
    }

    @Test
    void method_short_isNoProblem() throws IOException {
        write(
                "Small.java",
                "class Small {\n    @Command(name = \"run\")\n    void all() {\n        run();\n    }\n}\n");
        assertThat(problems()).isEmpty();
    }

    private List<String> problems() {
        return SizeRatchet.problems(List.of(directory), Set.of());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
