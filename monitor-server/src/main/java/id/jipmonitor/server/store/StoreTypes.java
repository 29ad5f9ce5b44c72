package id.jipmonitor.server.store;

import id.jipmonitor.server.store.StoreSettings.Embedded;
import id.jipmonitor.server.store.StoreSettings.Influx;
import id.jipmonitor.server.store.embedded.EmbeddedReader;
import id.jipmonitor.server.store.embedded.EmbeddedStore;
import id.jipmonitor.server.store.embedded.LiveCopy;
import id.jipmonitor.server.store.influx.InfluxStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** The list of stores: settings of a type to the store of that type. The compiler finds a forgotten entry. */
public final class StoreTypes {
    /** In the data directory: what InfluxDB will never take. */
    private static final String REFUSED = "influx-refused.ndjson";

    private StoreTypes() {}

    /**
     * Opens the server's store for writing.
     *
     * @param dataDirectory where a relative directory of the settings lies
     * @throws StoreException when it cannot be opened; the message says why and what to do
     */
    public static ResultStore open(StoreSettings settings, Path dataDirectory, InstantSource clock) {
        return switch (settings) {
            case Embedded files ->
                EmbeddedStore.open(dataDirectory.resolve(files.directory()), files.retention(), clock);
            case Influx influx -> InfluxStore.open(influx, dataDirectory.resolve(REFUSED));
        };
    }

    /**
     * Opens the store only to read it, beside a server that may be writing to it.
     *
     * @throws StoreException when it cannot be opened; the message says why and what to do
     */
    public static ResultReader openBeside(StoreSettings settings, Path dataDirectory) {
        return switch (settings) {
            case Embedded files -> EmbeddedReader.openBeside(dataDirectory.resolve(files.directory()));
            case Influx influx -> InfluxStore.openBeside(influx);
        };
    }

    /**
     * Copies what this server keeps of results on this machine, while it runs or not.
     *
     * @param to made; does not exist yet
     * @return false when the results are in a server of their own, whose tools copy them
     * @throws StoreException when there is nothing to copy, or it could not be copied
     */
    public static boolean copy(StoreSettings settings, Path dataDirectory, Path to) {
        return switch (settings) {
            case Embedded files -> {
                LiveCopy.make(dataDirectory.resolve(files.directory()), to);
                yield true;
            }
            case Influx _ -> false;
        };
    }
}
