package id.jipmonitor.server.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.server.store.RandomResults;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Blocks of results: what was packed comes back to the last bit, little is kept of it, and damage is an error. */
class BlockTest {
    private static final Instant AT = Instant.parse("2026-03-10T12:00:00.000001Z");
    private static final long START = Key.micros(AT);
    private static final Series SERIES = new Series(new AgentId("agent-1"), new ProbeId("p"));

    @Test
    void everyResult_comesBackAsItWas() {
        for (long seed = 1; seed <= 20; seed++) {
            List<RecordedResult> results = history(seed, 150);
            assertThat(Block.unpack(SERIES, start(results), Block.pack(results), 0))
                    .isEqualTo(results);
        }
        List<RecordedResult> one = history(21, 1);
        assertThat(Block.unpack(SERIES, start(one), Block.pack(one), 0)).isEqualTo(one);
    }

    @Test
    void usualRounds_takeLittleSpace() {
        List<RecordedResult> results = new UsualResults(1, 5).hour(SERIES, AT, Duration.ofSeconds(5));
        assertThat(results).hasSize(720);
        byte[] packed = Block.pack(results);
        assertThat(Block.unpack(SERIES, start(results), packed, 0)).isEqualTo(results);
        assertThat(packed.length / (double) results.size()).isLessThan(18);
    }

    @Test
    void blockThatEndsBeforeTheRange_isNotUnpacked() {
        List<RecordedResult> results = history(2, 50);
        byte[] packed = Block.pack(results);
        long last = Key.micros(results.getLast().result().startedAt());
        assertThat(Block.unpack(SERIES, start(results), packed, last)).hasSameSizeAs(results);
        assertThat(Block.unpack(SERIES, start(results), packed, last + 1)).isEmpty();
    }

    @Test
    void numbersOfEverySize_comeBack() {
        Random random = new Random(3);
        for (int bits = 0; bits <= 63; bits++) {
            long[] values = new long[100];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextLong() >> (63 - bits);
            }
            values[50] = Long.MIN_VALUE;
            PackedWriter to = new PackedWriter();
            Column.write(values, to);
            assertThat(Column.read(values.length, new PackedReader(to.toBytes())))
                    .isEqualTo(values);
        }
    }

    @Test
    void laterVersion_isNamed() {
        byte[] packed = Block.pack(history(4, 5));
        packed[0] = 3;
        assertThatThrownBy(() -> Block.unpack(SERIES, START, packed, 0))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("embedded store: expected a block of results of agent-1/p from"
                        + " 2026-03-10T12:00:00Z in format 2. Found: " + packed.length + " bytes")
                .hasMessageContaining("format 3");
    }

    @Test
    void damagedBytes_areAnErrorOrResults_neverAnotherFailure() {
        Random random = new Random(5);
        PackedWriter body = new PackedWriter();
        List<RecordedResult> results = history(5, 20);
        BlockColumns.write(results, body);
        byte[] columns = body.toBytes();
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(columns, 1 + random.nextInt(columns.length));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            try {
                byte[] packed = PackedBlocks.of(results.size(), damaged);
                assertThat(Block.unpack(SERIES, START, packed, 0)).hasSameSizeAs(results);
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("agent-1/p");
            }
        }
    }

    private static List<RecordedResult> history(long seed, int rounds) {
        RandomResults random = new RandomResults(seed, "agent-1");
        return java.util.stream.IntStream.range(0, rounds)
                .mapToObj(i -> random.next("p", AT.plusSeconds(i * 10L), Duration.ofSeconds(10)))
                .toList();
    }

    private static long start(List<RecordedResult> results) {
        return Key.micros(results.getFirst().result().startedAt());
    }
}
