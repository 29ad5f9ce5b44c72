package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.ingest.ResultSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Between ingest and a sink: how long results that happened since the server's start took into the sink, and how many older ones
 * were there before each. Agents and server share one clock.
 */
final class LiveWatch implements ResultSink {
    private static final String FILE = "live";

    private final ResultSink sink;
    private final InstantSource clock;
    private final Instant since;
    private final AtomicLong older = new AtomicLong();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();

    /**
     * A live result in the sink.
     *
     * @param micros since its round began
     * @param olderBefore older results that were stored by then
     */
    record Arrival(long micros, long olderBefore) {}

    LiveWatch(ResultSink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
        this.since = clock.instant();
    }

    @Override
    public void accept(List<RecordedResult> results) {
        sink.accept(results);
        Instant now = clock.instant();
        long before = older.get();
        for (RecordedResult each : results) {
            Instant began = each.result().startedAt();
            if (began.isBefore(since)) {
                older.incrementAndGet();
            } else {
                arrivals.add(new Arrival(Duration.between(began, now).toNanos() / 1_000, before));
            }
        }
    }

    /** Leaves what it saw in the server's directory. */
    void write(Path directory) throws IOException {
        List<String> lines = arrivals.stream()
                .map(each -> each.micros() + " " + each.olderBefore())
                .toList();
        Path written = Files.write(directory.resolve(FILE + ".new"), lines);
        Files.move(
                written, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a server that has ended left in its directory. */
    static List<Arrival> read(Path directory) throws IOException {
        return Files.readAllLines(directory.resolve(FILE)).stream()
                .map(line -> line.split(" ", -1))
                .map(words -> new Arrival(Long.parseLong(words[0]), Long.parseLong(words[1])))
                .toList();
    }
}
