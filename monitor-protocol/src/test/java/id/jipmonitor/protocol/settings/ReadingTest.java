package id.jipmonitor.protocol.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit before each test
    private Path folder;

    private record Pair(int count, String name) {}

    @Test
    void everyProblem_oneReading_isToldInOrderOfLine() {
        assertThat(told("name: ''\ncoutn: 3\n"))
                .containsExactly(
                        "doc:1: count: expected a whole number from 1 to 9. Found: nothing",
                        "doc:1: name: expected text of 1 to 5 characters. Found: \"\"",
                        "doc:2: coutn: expected a known key. Found: \"coutn\". Did you mean count?");
    }

    @Test
    void noProblem_reading_givesValuesAndTheirSources() {
        Reading reading = new Reading(name -> null);
        Checked<Pair> checked = reading.checked(pair(reading, "\ncount: 3"));

        assertThat(checked.value()).contains(new Pair(3, "x"));
        assertThat(SettingsReport.table(checked)).isEqualTo("count  3  (doc:2)\nname   x  (default)\n");
    }

    @Test
    void recordThatRefuses_build_isAProblemOfItsKey() {
        Reading reading = new Reading(name -> null);
        Optional<Section> section = reading.document("a: 1\nb: 2", "doc", Path.of(""));
        section.orElseThrow().required("a", Kinds.integer(0, 9));
        section.orElseThrow().required("b", Kinds.integer(0, 9));
        section.orElseThrow().build(() -> {
            throw new IllegalArgumentException("thing.b: expected less than a. Found: 2");
        });

        assertThat(reading.checked(Optional.empty()).problems())
                .extracting(Problem::toString)
                .containsExactly("doc:2: b: expected less than a. Found: 2");
    }

    @Test
    void fileOfMoreThan4MiB_read_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("big.yaml"), "#".repeat((4 << 20) + 1));
        Reading reading = new Reading(name -> null);

        assertThat(reading.file(file)).isEmpty();
        assertThat(reading.checked(Optional.empty()).problems())
                .extracting(Problem::toString)
                .containsExactly(file + ": expected at most 4 MiB. Found: more");
    }

    @Test
    void byteOrderMark_atTheStart_isPassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("bom.yaml"), "\uFEFFcount: 3\n");
        Reading reading = new Reading(name -> null);

        assertThat(reading.file(file)).isPresent();
    }

    @Test
    void problemsWithoutEnd_noted_areCut() {
        StringBuilder text = new StringBuilder("count: 1\n");
        for (int i = 0; i < 2_000; i++) {
            text.append("unknown-").append(i).append(": 1\n");
        }

        assertThat(told(text.toString())).hasSize(Reading.MAX_PROBLEMS);
    }

    @Test
    void veryLongValue_shownInAProblem_isCutAndClean() {
        assertThat(told("count: \"" + "9\\u0007".repeat(100) + "\""))
                .containsExactly(
                        "doc:1: count: expected a whole number from 1 to 9. Found: \"" + "9?".repeat(40) + "...\"");
    }

    private static List<String> told(String text) {
        Reading reading = new Reading(name -> null);
        return reading.checked(pair(reading, text)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static Optional<Pair> pair(Reading reading, String text) {
        return reading.document(text, "doc", Path.of("")).flatMap(section -> {
            Value<Integer> count = section.required("count", Kinds.integer(1, 9));
            Value<String> name = section.optional("name", Kinds.text(1, 5), "x");
            return section.build(() -> new Pair(count.get(), name.get())).ifUsable();
        });
    }
}
