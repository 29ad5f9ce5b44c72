/** The default store, on RocksDB. */
@NullMarked
package id.jipmonitor.server.store.embedded;

import org.jspecify.annotations.NullMarked;
