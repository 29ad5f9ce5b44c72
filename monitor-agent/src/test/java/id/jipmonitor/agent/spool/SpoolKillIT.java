package id.jipmonitor.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.spool.SpoolFixture.Stored;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result accepted by the spool survives kill -9 of its process, wherever the kill falls. */
class SpoolKillIT {
    private static final int KILLS = 15;
    private static final Pattern TOLD = Pattern.compile("(\\d+) (\\d+) durable");

    @TempDir
    Path directory;

    @Test
    void acceptedResults_afterKillsAtRandomPoints_areThereExactlyOnceAndContiguous() throws Exception {
        Random random = new Random(20261124);
        Map<Long, Long> accepted = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            writeUntilKilled(kill * 1_000_000L, 50 + random.nextInt(400), random.nextInt(150), accepted);
            check(accepted);
        }
        assertThat(accepted).hasSizeGreaterThan(KILLS * 50);
    }

    private void writeUntilKilled(long firstMark, int lines, int extraMillis, Map<Long, Long> accepted)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolWriter.class.getName(),
                        directory.toString(),
                        Long.toString(firstMark))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader = writer.inputReader(StandardCharsets.UTF_8)) {
            for (int line = 0; line < lines; line++) {
                note(reader.readLine(), accepted);
            }
            assertThat(writer.waitFor(extraMillis, TimeUnit.MILLISECONDS)).isFalse();
            writer.toHandle().destroyForcibly();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                note(line, accepted);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    /** The last line may be cut by the kill; a number that was not told was not promised. */
    private static void note(String line, Map<Long, Long> accepted) {
        assertThat(line).as("the writer died by itself").isNotNull();
        Matcher told = TOLD.matcher(line);
        if (told.matches()) {
            accepted.put(Long.parseLong(told.group(1)), Long.parseLong(told.group(2)));
        }
    }

    private void check(Map<Long, Long> accepted) {
        try (Spool spool = SpoolFixture.open(directory)) {
            List<Stored> stored = SpoolFixture.stored(spool);
            for (int i = 0; i < stored.size(); i++) {
                assertThat(stored.get(i).number()).isEqualTo(i + 1L);
            }
            assertThat(stored).extracting(Stored::mark).doesNotHaveDuplicates();
            accepted.forEach((number, mark) -> assertThat(
                            stored.get(Math.toIntExact(number - 1)).mark())
                    .as("result number %s", number)
                    .isEqualTo(mark));
            assertThat(spool.status().nextNumber()).isEqualTo(stored.size() + 1L);
        }
    }
}
