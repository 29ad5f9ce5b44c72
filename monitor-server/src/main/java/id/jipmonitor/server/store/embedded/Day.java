package id.jipmonitor.server.store.embedded;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.OptionalLong;
import org.rocksdb.ColumnFamilyHandle;

/**
 * The results whose start falls on one UTC day: a column family, so that retention drops files instead of rows.
 *
 * @param number days since 1970-01-01
 * @param guard to be entered while the handle is used
 */
record Day(long number, ColumnFamilyHandle handle, Guard guard) {
    private static final String PREFIX = "day-";

    static Day of(long number, ColumnFamilyHandle handle) {
        return new Day(number, handle, new Guard(handle::close));
    }

    static byte[] name(long number) {
        return (PREFIX + LocalDate.ofEpochDay(number)).getBytes(StandardCharsets.UTF_8);
    }

    /** The day that a column family holds, if it is a day's. */
    static OptionalLong number(byte[] columnFamily) {
        String name = new String(columnFamily, StandardCharsets.UTF_8);
        return name.startsWith(PREFIX)
                ? OptionalLong.of(
                        LocalDate.parse(name.substring(PREFIX.length())).toEpochDay())
                : OptionalLong.empty();
    }
}
