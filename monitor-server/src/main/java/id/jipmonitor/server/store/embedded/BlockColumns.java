package id.jipmonitor.server.store.embedded;

import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Measure;
import id.jipmonitor.protocol.model.Outcome;
import id.jipmonitor.protocol.model.Packets;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.Reason;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.Sequence;
import id.jipmonitor.protocol.model.TimestampQuality;
import id.jipmonitor.server.store.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The columns of a {@link Block}, in this order:
 *
 * <pre>
 *   frames     what rarely changes, each distinct one once: outcome, quality, stalled, cause, detail, interval, type-P, N,
 *              Tmax, boot; then its position per result
 *   rounds     whole intervals since the result before, less one    (0 when none is missing)
 *   jitter     start - (first start + whole intervals), microseconds
 *   clocks     monotonic - wall clock, nanoseconds, less that of the result before
 *   numbers    number, less that of the result before; of that again the difference
 *   times      round-trip times per result; their unit (1 or 1000 ns); each less a running mean
 *   measures   {@link MeasureColumns}
 * </pre>
 */
final class BlockColumns {
    private static final Words<Outcome> OUTCOMES = new Words<>(Outcome.class);
    private static final Words<Cause> CAUSES = new Words<>(Cause.class);
    private static final Words<TimestampQuality> QUALITIES = new Words<>(TimestampQuality.class);

    private BlockColumns() {}

    /** What rarely changes from round to round. */
    private record Frame(
            Outcome outcome,
            TimestampQuality quality,
            boolean stalled,
            Reason reason,
            Duration interval,
            Packets packets,
            BootId boot) {
        static Frame of(RecordedResult recorded) {
            ProbeResult result = recorded.result();
            return new Frame(
                    result.outcome(),
                    result.timestampQuality(),
                    result.stalled(),
                    result.reason(),
                    result.interval(),
                    result.packets(),
                    recorded.sequence().boot());
        }

        void write(PackedWriter to) {
            to.octet(OUTCOMES.position(outcome) | QUALITIES.position(quality) << 3 | (stalled ? 1 << 5 : 0));
            to.octet(CAUSES.position(reason.cause()));
            to.text(reason.detail());
            to.number(interval.toNanos());
            to.text(packets.typeP());
            to.number(packets.count());
            to.number(packets.waitingTime().toNanos());
            to.fixed64(boot.value());
        }

        static Frame read(PackedReader from) {
            int flags = from.octet();
            Reason reason = new Reason(CAUSES.at(from.octet()), from.text());
            Duration interval = Duration.ofNanos(from.number());
            return new Frame(
                    OUTCOMES.at(flags & 7),
                    QUALITIES.at(flags >> 3 & 3),
                    (flags & 1 << 5) != 0,
                    reason,
                    interval,
                    new Packets(from.text(), Math.toIntExact(from.number()), Duration.ofNanos(from.number())),
                    new BootId(from.fixed64()));
        }

        /** At least one, so that it divides. */
        long intervalMicros() {
            return Math.max(1, TimeUnit.NANOSECONDS.toMicros(interval.toNanos()));
        }
    }

    static void write(List<RecordedResult> results, PackedWriter to) {
        int count = results.size();
        Dictionary<Frame> dictionary = new Dictionary<>();
        long[] frames = new long[count];
        long[] starts = new long[count];
        long[] clocks = new long[count];
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            RecordedResult each = results.get(i);
            frames[i] = dictionary.position(Frame.of(each));
            starts[i] = Key.micros(each.result().startedAt());
            clocks[i] = each.result().monotonicNanos() - TimeUnit.MICROSECONDS.toNanos(starts[i]);
            numbers[i] = each.sequence().number();
        }
        to.number(dictionary.values().size());
        dictionary.values().forEach(each -> each.write(to));
        Column.write(frames, to);
        writeStarts(starts, dictionary.values().getFirst().intervalMicros(), to);
        Column.write(Column.differences(clocks), to);
        Column.write(Column.differences(Column.differences(numbers)), to);
        writeTimes(results, to);
        MeasureColumns.write(results, to);
    }

    /** @param count at most {@link Block#MOST_RESULTS} */
    static List<RecordedResult> read(Series series, long start, int count, PackedReader from) {
        int distinct = from.count();
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < distinct; i++) {
            frames.add(Frame.read(from));
        }
        long[] frame = Column.read(count, from);
        long[] starts = readStarts(start, count, frames.getFirst().intervalMicros(), from);
        long[] clocks = Column.sums(Column.read(count, from));
        long[] numbers = Column.sums(Column.sums(Column.read(count, from)));
        List<List<Duration>> times = readTimes(count, from);
        int[] asked = new int[count];
        for (int i = 0; i < count; i++) {
            asked[i] = frames.get(Math.toIntExact(frame[i])).packets().count();
        }
        List<List<Measure>> measures = MeasureColumns.read(asked, times, from);
        List<RecordedResult> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Frame each = frames.get((int) frame[i]);
            ProbeResult result = new ProbeResult(
                    series.probe(),
                    Key.instant(starts[i]),
                    clocks[i] + TimeUnit.MICROSECONDS.toNanos(starts[i]),
                    each.interval(),
                    each.outcome(),
                    each.reason(),
                    each.packets(),
                    each.quality(),
                    each.stalled(),
                    times.get(i),
                    measures.get(i));
            results.add(new RecordedResult(series.agent(), new Sequence(each.boot(), numbers[i]), result));
        }
        return results;
    }

    private static void writeStarts(long[] starts, long interval, PackedWriter to) {
        long[] rounds = new long[starts.length];
        long[] jitter = new long[starts.length];
        long before = -1;
        for (int i = 0; i < starts.length; i++) {
            long since = starts[i] - starts[0];
            long round = (since + interval / 2) / interval;
            rounds[i] = round - before - 1;
            jitter[i] = since - round * interval;
            before = round;
        }
        Column.write(rounds, to);
        Column.write(jitter, to);
    }

    private static long[] readStarts(long first, int count, long interval, PackedReader from) {
        long[] rounds = Column.read(count, from);
        long[] starts = Column.read(count, from);
        long round = -1;
        for (int i = 0; i < count; i++) {
            round += rounds[i] + 1;
            starts[i] += first + round * interval;
        }
        return starts;
    }

    private static void writeTimes(List<RecordedResult> results, PackedWriter to) {
        long[] counts = new long[results.size()];
        int total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = results.get(i).result().roundTripTimes().size();
            total += (int) counts[i];
        }
        long[] times = new long[total];
        int at = 0;
        boolean micros = true;
        for (RecordedResult each : results) {
            for (Duration time : each.result().roundTripTimes()) {
                times[at++] = time.toNanos();
                micros &= time.toNanos() % 1_000 == 0;
            }
        }
        long unit = micros ? 1_000 : 1;
        Column.write(Column.differences(counts), to);
        to.number(unit);
        long mean = 0;
        for (int i = 0; i < total; i++) {
            long time = times[i] / unit;
            times[i] = time - mean;
            mean = next(mean, time, i);
        }
        Column.write(times, to);
    }

    private static List<List<Duration>> readTimes(int results, PackedReader from) {
        long[] counts = Column.sums(Column.read(results, from));
        long unit = from.number();
        int total = 0;
        for (long each : counts) {
            if (each < 0 || each > ProbeResult.MAX_ROUND_TRIPS) {
                throw new IllegalArgumentException(each + " round-trip times");
            }
            total += (int) each;
        }
        long[] differences = Column.read(total, from);
        List<List<Duration>> times = new ArrayList<>(results);
        long mean = 0;
        int at = 0;
        for (long count : counts) {
            List<Duration> round = new ArrayList<>((int) count);
            for (int i = 0; i < count; i++) {
                long time = differences[at] + mean;
                mean = next(mean, time, at++);
                round.add(Duration.ofNanos(time * unit));
            }
            times.add(round);
        }
        return times;
    }

    /** What the next time is expected to be: a mean that forgets slowly. */
    private static long next(long mean, long time, int seen) {
        return mean + (time - mean) / Math.min(seen + 1, 16);
    }
}
