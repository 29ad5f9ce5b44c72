package id.jipmonitor.lab.delivery;

import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;

/** A program of its own that writes to an embedded store until it is killed; it says so in the file {@code written}. */
public final class StoreWriter {
    private static final int BATCH = 10_000;
    private static final int SERIES = 10_000;
    private static final Duration EVERY = Duration.ofSeconds(10);

    private StoreWriter() {}

    /** @param arguments the store's directory, the file, and after how many results it is made */
    public static void main(String[] arguments) throws IOException {
        InstantSource clock = Clock.systemUTC();
        StoreLoad load =
                new StoreLoad("kill", SERIES, clock.instant().minus(Duration.ofDays(1)), EVERY, 0, new Random(SERIES));
        long enough = Long.parseLong(arguments[2]);
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, Path.of(arguments[0]), clock)) {
            for (long written = 0; ; written += BATCH) {
                store.append(load.next(BATCH));
                if (written < enough && written + BATCH >= enough) {
                    Files.writeString(Path.of(arguments[1]), Long.toString(written));
                }
            }
        }
    }
}
