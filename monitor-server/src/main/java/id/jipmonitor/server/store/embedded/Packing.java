package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.server.store.Series;
import id.jipmonitor.server.store.StoreException;
import java.nio.BufferUnderflowException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The value of a result: everything that its key does not say.
 *
 * <pre>
 *   version 1 | outcome (3 bits) quality (2) stalled (1) | cause | boot, 8 bytes | number |
 *   monotonic nanos - start nanos | interval nanos | detail | type-P | N | Tmax nanos | RTTs | each nanos ... | measures
 * </pre>
 *
 * Words of closed lists are kept by their position, so those lists may grow at the end only; a test holds them. The
 * distance of the two clocks is nearly constant within a boot, which compresses well.
 */
final class Packing {
    private static final int VERSION = 1;
    private static final Words<Outcome> OUTCOMES = new Words<>(Outcome.class);
    private static final Words<Cause> CAUSES = new Words<>(Cause.class);
    private static final Words<TimestampQuality> QUALITIES = new Words<>(TimestampQuality.class);

    private Packing() {}

    static byte[] pack(RecordedResult recorded) {
        ProbeResult result = recorded.result();
        PackedWriter to = new PackedWriter();
        to.octet(VERSION);
        to.octet(OUTCOMES.position(result.outcome())
                | QUALITIES.position(result.timestampQuality()) << 3
                | (result.stalled() ? 1 << 5 : 0));
        to.octet(CAUSES.position(result.reason().cause()));
        to.fixed64(recorded.sequence().boot().value());
        to.number(recorded.sequence().number());
        to.signed(result.monotonicNanos() - nanos(result.startedAt()));
        to.number(result.interval().toNanos());
        to.text(result.reason().detail());
        to.text(result.packets().typeP());
        to.number(result.packets().count());
        to.number(result.packets().waitingTime().toNanos());
        to.number(result.roundTripTimes().size());
        result.roundTripTimes().forEach(each -> to.number(each.toNanos()));
        PackedMeasures.write(result.measures(), to);
        return to.toBytes();
    }

    /** @throws StoreException when the bytes are damaged or of a later version */
    static RecordedResult unpack(Series series, Instant startedAt, byte[] packed) {
        try {
            return read(series, startedAt, new PackedReader(packed));
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException e) {
            throw new StoreException(
                    "embedded store: expected a result of " + series.agent() + "/" + series.probe() + " at " + startedAt
                            + " in format " + VERSION + ". Found: " + packed.length + " bytes that are not (" + e
                            + "). Restore the results directory from a backup, or use the version that wrote it",
                    e);
        }
    }

    private static RecordedResult read(Series series, Instant startedAt, PackedReader from) {
        int version = from.octet();
        if (version != VERSION) {
            throw new IllegalArgumentException("format " + version);
        }
        int flags = from.octet();
        Cause cause = CAUSES.at(from.octet());
        Sequence sequence = new Sequence(new BootId(from.fixed64()), from.number());
        long monotonic = from.signed() + nanos(startedAt);
        Duration interval = Duration.ofNanos(from.number());
        Reason reason = new Reason(cause, from.text());
        Packets packets = new Packets(from.text(), Math.toIntExact(from.number()), Duration.ofNanos(from.number()));
        ProbeResult result = new ProbeResult(
                series.probe(),
                startedAt,
                monotonic,
                interval,
                OUTCOMES.at(flags & 7),
                reason,
                packets,
                QUALITIES.at(flags >> 3 & 3),
                (flags & 1 << 5) != 0,
                durations(from),
                PackedMeasures.read(from));
        if (!from.atEnd()) {
            throw new IllegalArgumentException("bytes after the end");
        }
        return new RecordedResult(series.agent(), sequence, result);
    }

    private static List<Duration> durations(PackedReader from) {
        int count = from.count();
        List<Duration> durations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            durations.add(Duration.ofNanos(from.number()));
        }
        return durations;
    }

    private static long nanos(Instant at) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, at);
    }
}
