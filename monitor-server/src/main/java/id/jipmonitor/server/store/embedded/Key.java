package id.jipmonitor.server.store.embedded;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * The key of a result. Big-endian, so that RocksDB's byte order is series, then time:
 *
 * <pre>
 *   0               4                               12
 *   | series id u32 | start, microseconds UTC, u64  |
 * </pre>
 */
final class Key {
    static final int BYTES = 12;
    private static final long MICROS_OF_DAY = TimeUnit.DAYS.toMicros(1);

    private Key() {}

    static byte[] of(int series, long micros) {
        return ByteBuffer.allocate(BYTES).putInt(series).putLong(micros).array();
    }

    static int series(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    static long micros(byte[] key) {
        return ByteBuffer.wrap(key).getLong(4);
    }

    /** Microseconds since 1970, clamped to what a key can hold; an instant between two microseconds counts as the later. */
    static long micros(Instant at) {
        if (at.isBefore(Instant.EPOCH)) {
            return 0;
        }
        if (at.getEpochSecond() >= Long.MAX_VALUE / 2_000_000) {
            return Long.MAX_VALUE;
        }
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, at);
        return at.getNano() % 1_000 == 0 ? micros : micros + 1;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The UTC day, counted from 1970-01-01. */
    static long day(long micros) {
        return Math.floorDiv(micros, MICROS_OF_DAY);
    }
}
