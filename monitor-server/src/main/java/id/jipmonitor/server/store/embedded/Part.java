package id.jipmonitor.server.store.embedded;

import org.rocksdb.ColumnFamilyHandle;

/**
 * What one stretch of time holds of one {@link Cut}: a column family, so that retention drops files instead of rows.
 *
 * @param number of the stretch, as the cut counts them
 * @param guard to be entered while the handle is used
 */
record Part(Cut cut, long number, ColumnFamilyHandle handle, Guard guard) {
    static Part of(Cut cut, long number, ColumnFamilyHandle handle) {
        return new Part(cut, number, handle, new Guard(handle::close));
    }

    String name() {
        return cut.name(number);
    }
}
