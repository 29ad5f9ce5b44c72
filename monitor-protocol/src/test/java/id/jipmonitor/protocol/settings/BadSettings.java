package id.jipmonitor.protocol.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A folder of bad files, each {@code name.yaml} beside {@code name.expected} with its messages, one a line. */
public final class BadSettings {
    /** The environment that the files are read in. */
    public static final Map<String, String> ENVIRONMENT =
            Map.of("JIP_SECRET", "correct horse battery", "JIP_SHORT", "short");

    private BadSettings() {}

    /** One test for each file: exactly the expected messages, and no settings. */
    public static Stream<DynamicTest> in(Path folder, Function<Path, Checked<?>> reader) {
        List<Path> files = files(folder);
        assertThat(files).as("bad files in %s", folder).isNotEmpty();
        return files.stream().map(file -> DynamicTest.dynamicTest(name(file), () -> check(folder, file, reader)));
    }

    private static void check(Path folder, Path file, Function<Path, Checked<?>> reader) throws IOException {
        Checked<?> checked = reader.apply(file);
        String told = String.join(
                "\n",
                checked.problems().stream()
                        .map(each -> each.toString().replace(folder + "/", ""))
                        .toList());
        Path expected = folder.resolve(name(file) + ".expected");
        assertThat(told).isEqualTo(Files.readString(expected).strip());
        assertThat(checked.value()).isEmpty();
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
