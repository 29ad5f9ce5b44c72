package id.jipmonitor.protocol.wire;

import static org.assertj.core.api.Assertions.assertThatCode;

import id.jipmonitor.protocol.house.Soak;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Promise 6 of delivery: whatever comes over the wire is a message or ends that connection, at a bounded cost. */
@DisplayName("P6: fuzzed frames are messages or refused")
class FuzzedFramesTest {
    private static final String CORPUS = "FramesFuzzInputs/anyBytes_asFrames_areMessagesOrRefused";
    private static final int MUTANTS = Soak.size(200, 50_000);

    /** Every released message, and every kind of wrong frame that somebody thought of or the fuzzer found. */
    static List<Path> corpus() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(FuzzedFramesTest.class.getResource(CORPUS))
                .toURI());
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void corpus_asFrames_isBorne(Path file) throws IOException {
        FramesFuzz.assertBorne(Files.readAllBytes(file));
    }

    @Test
    void mutantsOfTheCorpus_asFrames_areBorne() throws IOException, URISyntaxException {
        long seed = Long.getLong("jip.seed", Soak.asked() ? System.nanoTime() : 20261124L);
        Random random = new Random(seed);
        Soak.progress("frames mutated with -Djip.seed=" + seed);
        for (Path file : corpus()) {
            byte[] whole = Files.readAllBytes(file);
            for (int i = 0; i < MUTANTS; i++) {
                byte[] bytes = whole.clone();
                for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                    // Behind the length, or nearly every mutant would only be a frame that never ends.
                    bytes[Math.min(bytes.length - 1, 4 + random.nextInt(bytes.length))] = (byte) random.nextInt(256);
                }
                assertThatCode(() -> FramesFuzz.assertBorne(bytes))
                        .as("mutant of %s with -Djip.seed=%s", file.getFileName(), seed)
                        .doesNotThrowAnyException();
            }
        }
    }
}
