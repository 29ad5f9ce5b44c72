package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A process of its own that appends the same batches every time and says the number of each when it is acknowledged. */
final class AppendingProcess {
    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    static final int BATCHES = 100_000;

    private AppendingProcess() {}

    public static void main(String[] arguments) {
        EmbeddedStore store = EmbeddedStore.open(Path.of(arguments[0]), Retention.DEFAULT, () -> NOW);
        RandomResults random = random();
        for (int i = 0; i < BATCHES; i++) {
            store.append(batch(random, i));
            System.out.println(i);
        }
    }

    static RandomResults random() {
        return new RandomResults(1, "agent-1");
    }

    static List<RecordedResult> batch(RandomResults random, int number) {
        return random.history("p" + number, NOW.minusSeconds(86_400), Duration.ofMinutes(20), 80);
    }
}
