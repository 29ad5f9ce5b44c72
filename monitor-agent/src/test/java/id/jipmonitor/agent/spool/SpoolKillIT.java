package id.jipmonitor.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import id.jipmonitor.agent.spool.SpoolFixture.Stored;
import id.jipmonitor.protocol.house.Soak;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise 1 of delivery: a result accepted by the spool survives kill -9 of its process, wherever the kill falls; and of a file that
 * was torn or cut short, every result that is left is sound, under its own number.
 */
@DisplayName("P1: accepted results survive kill -9 and a torn file")
class SpoolKillIT {
    private static final int KILLS = Soak.size(8, 320);
    private static final int LEAST_LINES = 10;
    private static final int TEARS = Soak.size(12, 400);
    private static final long SEED = Long.getLong("jip.seed", Soak.asked() ? System.nanoTime() : 20261124L);
    private static final Pattern TOLD = Pattern.compile("(\\d+) (\\d+) durable");

    @TempDir
    Path directory;

    @Test
    void acceptedResults_afterKillsAtRandomPoints_areThereExactlyOnceAndContiguous() throws Exception {
        Random random = new Random(SEED);
        Map<Long, Long> accepted = new HashMap<>();
        for (int kill = 0; kill < KILLS; kill++) {
            writeUntilKilled(
                    directory, kill * 1_000_000L, LEAST_LINES + random.nextInt(100), random.nextInt(600), accepted);
            check(accepted);
            Soak.progress("spool killed " + (kill + 1) + " of " + KILLS + " times");
        }
        assertThat(accepted).hasSizeGreaterThan(KILLS * LEAST_LINES);
    }

    /**
     * What no database survives, a disk that lost or garbled what it had confirmed: nothing of it may come back as another result
     * or under another number, what is missing in the midst is a gap, and the spool takes new results.
     */
    @Test
    void tornFile_keepsNothingButSoundResults_saysWhatIsMissing_andGoesOn() throws Exception {
        Path whole = Files.createDirectory(directory.resolve("whole"));
        writeUntilKilled(whole, 0, 200, 0, new HashMap<>());
        Random random = new Random(SEED);
        for (int tear = 0; tear < TEARS; tear++) {
            Path torn = Files.createDirectory(directory.resolve("torn-" + tear));
            String told = "tear " + tear + " with -Djip.seed=" + SEED;
            tear(whole, torn, random);
            CompletableFuture<Long> taken;
            try (Spool spool = SpoolFixture.open(torn)) {
                List<Stored> left = SpoolFixture.stored(spool);
                assertThat(left).as(told).allMatch(each -> each.mark() == each.number() - 1);
                assertThat(left.size() + gapped(spool))
                        .as(told)
                        .isEqualTo(spool.status().nextNumber() - 1);
                taken = spool.append(SpoolFixture.result(1), SpoolFixture.view());
            }
            assertThat(taken).as(told).isCompleted();
        }
        Soak.progress(TEARS + " torn files opened");
    }

    private static long gapped(Spool spool) {
        return spool.gaps(1_000).stream()
                .mapToLong(each -> each.last() - each.first() + 1)
                .sum();
    }

    /** Copies database and log, and cuts one short or garbles a stretch of it. */
    private static void tear(Path whole, Path torn, Random random) throws IOException {
        for (String part : List.of("spool.db", "spool.db-wal")) {
            if (Files.exists(whole.resolve(part))) {
                Files.copy(whole.resolve(part), torn.resolve(part));
            }
        }
        Path log = torn.resolve("spool.db-wal");
        Path victim = random.nextInt(3) > 0 && Files.exists(log) ? log : torn.resolve("spool.db");
        try (FileChannel file = FileChannel.open(victim, StandardOpenOption.WRITE)) {
            long at = (long) (random.nextDouble() * file.size());
            if (random.nextBoolean()) {
                file.truncate(at);
            } else {
                byte[] garbage = new byte[1 + random.nextInt(5_000)];
                random.nextBytes(garbage);
                file.write(ByteBuffer.wrap(garbage), at);
            }
        }
    }

    private static void writeUntilKilled(
            Path home, long firstMark, int lines, int extraMillis, Map<Long, Long> accepted)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolWriter.class.getName(),
                        home.toString(),
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
                    .as("result number %s, with -Djip.seed=%s", number, SEED)
                    .isEqualTo(mark));
            assertThat(spool.status().nextNumber()).isEqualTo(stored.size() + 1L);
        }
    }
}
