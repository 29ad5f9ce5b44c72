package id.jipmonitor.agent.spool;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.protocol.settings.DataSize;
import id.jipmonitor.protocol.wire.Message.Ack;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the spool's tests share. */
public final class SpoolFixture {
    /** When the tests' results happened. */
    public static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    static final AgentId AGENT = new AgentId("agent-1");
    static final SpoolSettings ROOMY = new SpoolSettings(DataSize.ofMebibytes(64), Duration.ofDays(30));

    private SpoolFixture() {}

    static Spool open(Path directory) {
        return open(directory, ROOMY, InstantSource.fixed(NOW));
    }

    static Spool open(Path directory, SpoolSettings settings, InstantSource clock) {
        return Spool.open(directory, settings, AGENT, clock);
    }

    /** A result that carries a number of the test's own as its monotonic time. */
    public static ProbeResult result(long mark) {
        return new ProbeResult(
                new ProbeId("ping-1"),
                NOW.plusSeconds(mark),
                mark,
                Duration.ofSeconds(5),
                Outcome.RESPONDED,
                Reason.NONE,
                new Packets("icmp-echo/56", 5, Duration.ofSeconds(1)),
                TimestampQuality.KERNEL,
                false,
                List.of(Duration.ofMillis(12)),
                List.of());
    }

    /** A self-view in which everything is well. */
    public static SelfView view() {
        return new SelfView(
                NOW, true, SelfView.Gateway.ANSWERS, 0, 0, Duration.ZERO, Duration.ZERO, 0, 0, Duration.ZERO);
    }

    /** Appends marks from..to, waits until they are durable, and returns their numbers. */
    static List<Long> append(Spool spool, long from, long to) {
        var futures = new ArrayList<java.util.concurrent.CompletableFuture<Long>>();
        for (long mark = from; mark <= to; mark++) {
            futures.add(spool.append(result(mark), view()));
        }
        return futures.stream()
                .map(java.util.concurrent.CompletableFuture::join)
                .toList();
    }

    /** Every stored number with the mark of its result, in the order of the spool. */
    static List<Stored> stored(Spool spool) {
        List<Stored> all = new ArrayList<>();
        Optional<StoredBatch> next = spool.firstFrom(1);
        while (next.isPresent()) {
            var batch = next.get().batch();
            for (int i = 0; i < batch.results().size(); i++) {
                all.add(new Stored(
                        batch.firstNumber() + i, batch.results().get(i).monotonicNanos()));
            }
            next = spool.firstFrom(batch.lastNumber() + 1);
        }
        return all;
    }

    record Stored(long number, long mark) {}

    static Ack ack(BootId boot, long first, long last) {
        return new Ack(boot, first, last, List.of());
    }
}
