package id.jipmonitor.server.store;

import id.jipmonitor.server.store.StoreSettings.Embedded;
import id.jipmonitor.server.store.StoreSettings.Influx;
import id.jipmonitor.server.store.embedded.EmbeddedReader;
import id.jipmonitor.server.store.embedded.EmbeddedStore;
import id.jipmonitor.server.store.influx.InfluxStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** The list of stores: settings of a type to the store of that type. The compiler finds a forgotten entry. */
public final class StoreTypes {
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
            case Influx influx -> InfluxStore.open(influx);
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
            case Influx influx -> InfluxStore.openExisting(influx);
        };
    }
}
