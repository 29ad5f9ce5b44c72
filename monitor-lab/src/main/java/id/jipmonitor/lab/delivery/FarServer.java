package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateTime;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.server.ingest.Identities;
import id.jipmonitor.server.ingest.IdentityDesk;
import id.jipmonitor.server.ingest.IngestSeams;
import id.jipmonitor.server.ingest.IngestServer;
import id.jipmonitor.server.ingest.IngestSettings;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.ingest.ResultSink;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The server's end as a program of its own: the real ingest with its ledger in SQLite, and one of the sinks. It tells its port in
 * the file {@code port}, ends with its standard input, and leaves what {@link LiveWatch} saw.
 */
public final class FarServer {
    /** What is stored nowhere. */
    static final String DISCARD = "discard";

    /** The embedded store; every other word is the URL of an InfluxDB. */
    static final String EMBEDDED = "embedded";

    /** In an InfluxDB. */
    static final String DATABASE = "jip";

    private static final Duration GRACE = Duration.ofDays(90);
    private static final int DIED = 137;
    private static final long TEND_EVERY_NANOS = 1_000_000_000;
    private static final int MOST_CONNECTIONS = 30_000;
    /** As the usual server's. */
    private static final int BACKLOG_PER_SECOND = 50_000;

    private FarServer() {}

    /**
     * @param arguments the directory with certificates, the sink, and if it shall die like that: how many batches it stores
     *     until it is gone as if by kill -9, between store and acknowledgement
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        InstantSource clock = Clock.systemUTC();
        AtomicLong appends = new AtomicLong(arguments.length > 2 ? Long.parseLong(arguments[2]) : Long.MAX_VALUE);
        try (StateDatabase state = StateDatabase.open(StateSettings.Sqlite.DEFAULT, directory);
                Sink sink = Sink.open(arguments[1], directory, clock)) {
            LiveWatch watch = new LiveWatch(dying(sink.results(), appends), clock);
            try (IngestServer server =
                    IngestServer.start(settings(directory), seams(state, watch, clock), System::nanoTime)) {
                Path port = Files.writeString(
                        directory.resolve("port.new"),
                        Integer.toString(server.address().getPort()));
                Files.move(port, directory.resolve("port"), StandardCopyOption.ATOMIC_MOVE);
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
            watch.write(directory);
        }
    }

    private static IngestSettings settings(Path directory) {
        TlsFiles tls = new TlsFiles(
                directory.resolve("server.pem"), directory.resolve("server.key"), directory.resolve("ca.pem"));
        return new IngestSettings(
                new HostPort("127.0.0.1", 0),
                tls,
                Frames.DEFAULT_MAX_BYTES,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                MOST_CONNECTIONS,
                MOST_CONNECTIONS,
                BACKLOG_PER_SECOND,
                IngestSettings.USUAL_MAX_SERIES);
    }

    private static IngestSeams seams(StateDatabase state, ResultSink sink, InstantSource clock) {
        return new IngestSeams(
                _ -> true,
                new Identities(new CertificateTime(Optional.of(clock), GRACE), IdentityDesk.NONE),
                _ -> Optional.empty(),
                sink,
                new LedgerTable(state.jdbi()),
                _ -> {},
                (_, _, _) -> {},
                new SimpleMeterRegistry(),
                clock);
    }

    private static ResultSink dying(ResultSink sink, AtomicLong appends) {
        return results -> {
            sink.accept(results);
            if (appends.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(DIED);
            }
        };
    }

    /** Where the results go. */
    private record Sink(ResultSink results, List<AutoCloseable> open) implements AutoCloseable {
        static Sink open(String name, Path directory, InstantSource clock) {
            if (name.equals(DISCARD)) {
                return new Sink(_ -> {}, List.of());
            }
            StoreSettings settings = name.equals(EMBEDDED)
                    ? StoreSettings.Embedded.DEFAULT
                    : new StoreSettings.Influx(URI.create(name), DATABASE, Optional.empty());
            ResultStore store = StoreTypes.open(settings, directory, clock);
            Thread.ofPlatform().daemon().name("store upkeep").start(() -> tend(store));
            return new Sink(store::append, List.of(store));
        }

        /** As the real server does beside its agents; ends with the process. */
        private static void tend(ResultStore store) {
            while (!Thread.currentThread().isInterrupted()) {
                if (!store.tend()) {
                    LockSupport.parkNanos(TEND_EVERY_NANOS);
                }
            }
        }

        @Override
        public void close() {
            // The process ends with it; what was acknowledged is durable.
        }
    }
}
