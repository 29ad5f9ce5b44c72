package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.Metric;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.server.store.MeasureSummary;
import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.Summary;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Rows of the rollups' column families, big-endian:
 *
 * <pre>
 *   0               4           5                                      13
 *   | series id u32 | kind u8   | start, microseconds UTC, u64         |
 *                     0 rounds    version | rounds by outcome, five | sent | received | RTTs [least | greatest | sketch]
 *                     1 measures  version | entries | (instance | metric | readings | ...) ...
 * </pre>
 */
final class RollupRow {
    static final int ROUNDS = 0;
    static final int MEASURES = 1;
    private static final int VERSION = 1;
    private static final int START = 5;
    private static final ByteBuffer NO_SKETCH = ByteBuffer.allocate(0);
    private static final Outcome[] OUTCOMES = {
        Outcome.RESPONDED, Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.BLIND, Outcome.SKIPPED
    };
    private static final Words<Metric> METRICS = new Words<>(Metric.class);

    private RollupRow() {}

    /** One metric of one instance. */
    record Name(String instance, Metric metric) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            int byInstance = instance.compareTo(other.instance);
            return byInstance != 0 ? byInstance : metric.compareTo(other.metric);
        }
    }

    static byte[] key(int series, int kind, long start) {
        return ByteBuffer.allocate(START + 8)
                .putInt(series)
                .put((byte) kind)
                .putLong(start)
                .array();
    }

    static long start(byte[] key) {
        return ByteBuffer.wrap(key).getLong(START);
    }

    static byte[] pack(Summary.Kept rounds) {
        PackedWriter to = new PackedWriter();
        to.octet(VERSION);
        for (Outcome each : OUTCOMES) {
            to.number(rounds.rounds().getOrDefault(each, 0L));
        }
        to.number(rounds.sent());
        to.number(rounds.received());
        to.number(rounds.times());
        if (rounds.times() > 0) {
            to.number(rounds.least());
            to.number(rounds.greatest());
            to.bytes(rounds.sketch().array());
        }
        return to.toBytes();
    }

    /** @throws StoreException when the bytes are damaged or of a later version */
    static Summary.Kept rounds(byte[] packed) {
        return read(packed, from -> {
            Map<Outcome, Long> rounds = new EnumMap<>(Outcome.class);
            for (Outcome each : OUTCOMES) {
                long count = from.number();
                if (count > 0) {
                    rounds.put(each, count);
                }
            }
            long sent = from.number();
            long received = from.number();
            long times = from.number();
            return times == 0
                    ? new Summary.Kept(rounds, sent, received, 0, 0, 0, NO_SKETCH)
                    : new Summary.Kept(
                            rounds, sent, received, times, from.number(), from.number(), ByteBuffer.wrap(from.rest()));
        });
    }

    static byte[] pack(Map<Name, MeasureSummary> measures, long start) {
        PackedWriter to = new PackedWriter();
        to.octet(VERSION);
        to.number(measures.size());
        String instance = "";
        for (Map.Entry<Name, MeasureSummary> each : new TreeMap<>(measures).entrySet()) {
            Name name = each.getKey();
            boolean same = name.instance().equals(instance);
            to.number((long) METRICS.position(name.metric()) << 1 | (same ? 0 : 1));
            if (!same) {
                to.text(name.instance());
                instance = name.instance();
            }
            write(each.getValue(), name.metric(), start, to);
        }
        return to.toBytes();
    }

    /**
     * Tells each entry.
     *
     * @throws StoreException when the bytes are damaged or of a later version
     */
    static void measures(byte[] packed, long start, BiConsumer<Name, MeasureSummary> each) {
        var _ = read(packed, from -> {
            int entries = from.count();
            String instance = "";
            for (int i = 0; i < entries; i++) {
                long head = from.number();
                instance = (head & 1) == 0 ? instance : from.text();
                Metric metric = METRICS.at(Math.toIntExact(head >>> 1));
                each.accept(new Name(instance, metric), summary(metric, start, from));
            }
            return entries;
        });
    }

    private static void write(MeasureSummary summary, Metric metric, long start, PackedWriter to) {
        to.number(summary.readings());
        value(summary.last(), to);
        switch (metric.kind()) {
            case GAUGE -> value(summary.max(), to);
            case COUNTER -> {
                value(summary.first(), to);
                to.number(summary.firstAt() - start);
                to.number(summary.lastAt() - start);
                value(summary.increase(), to);
                to.number(summary.coveredMicros() << 1 | (summary.anew() ? 1 : 0));
            }
        }
    }

    private static MeasureSummary summary(Metric metric, long start, PackedReader from) {
        long readings = from.number();
        double last = value(from);
        return switch (metric.kind()) {
            case GAUGE -> new MeasureSummary(readings, last, start, last, start, value(from), 0, 0, true);
            case COUNTER -> {
                double first = value(from);
                long firstAt = start + from.number();
                long lastAt = start + from.number();
                double increase = value(from);
                long covered = from.number();
                yield new MeasureSummary(
                        readings, first, firstAt, last, lastAt, last, increase, covered >>> 1, (covered & 1) != 0);
            }
        };
    }

    private static void value(double value, PackedWriter to) {
        Form form = Form.of(value);
        to.octet(form.position());
        form.write(value, to);
    }

    private static double value(PackedReader from) {
        return Form.at(from.octet()).read(from);
    }

    private interface Body<T> {
        T read(PackedReader from);
    }

    private static <T> T read(byte[] packed, Body<T> body) {
        try {
            PackedReader from = new PackedReader(packed);
            int version = from.octet();
            if (version != VERSION) {
                throw new IllegalArgumentException("format " + version);
            }
            return body.read(from);
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException e) {
            throw new StoreException(
                    "embedded store: expected a rollup row in format " + VERSION + ". Found: " + packed.length
                            + " bytes that are not (" + e
                            + "). Restore the results directory from a backup, or use the version that wrote it",
                    e);
        }
    }
}
