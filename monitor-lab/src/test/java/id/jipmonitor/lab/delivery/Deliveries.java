package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.server.ingest.LedgerStatus;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.StoreSettings;
import id.jipmonitor.server.store.StoreTypes;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One server's home with the real embedded store, and what lies in it when the server is gone. */
final class Deliveries implements AutoCloseable {
    /** When a test's results were made; near enough to now for the server to believe them. */
    final Instant begun = Instant.now().minus(Duration.ofDays(2));

    final IoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final Certificates certificates;
    private final Path home;
    private Optional<ServerProcess> server = Optional.empty();

    Deliveries(Path directory) throws IOException {
        certificates = new Certificates(directory, Instant.now());
        home = certificates.serverHome("server");
    }

    HostPort serve() throws IOException, InterruptedException {
        return serve(List.of(FarServer.EMBEDDED));
    }

    /** Serves until so many batches are stored, and dies before the last one is acknowledged. */
    HostPort serveUntilStored(int batches) throws IOException, InterruptedException {
        return serve(List.of(FarServer.EMBEDDED, Integer.toString(batches)));
    }

    private HostPort serve(List<String> sink) throws IOException, InterruptedException {
        server = Optional.of(ServerProcess.start(home, sink, List.of("-Xmx256m", "-XX:TieredStopAtLevel=1")));
        return server.get().address();
    }

    boolean served() {
        return server.map(ServerProcess::running).orElse(false);
    }

    void kill() throws InterruptedException {
        server.orElseThrow().kill();
    }

    /** An orderly end, so that others may read what is stored. */
    void endServer() {
        server.ifPresent(ServerProcess::close);
    }

    Certificates certificates() {
        return certificates;
    }

    /** What the server that has ended saw of live results. */
    List<LiveWatch.Arrival> liveArrivals() throws IOException {
        return LiveWatch.read(home);
    }

    double residentMegabytes() throws IOException {
        return server.orElseThrow().residentMegabytes();
    }

    TlsFiles certificate(AgentId agent) throws IOException {
        return certificates.agent(agent);
    }

    /** All that is stored; the server must have ended. */
    List<RecordedResult> stored() {
        List<RecordedResult> all = new ArrayList<>();
        try (ResultStore store = StoreTypes.open(StoreSettings.Embedded.DEFAULT, home, InstantSource.system())) {
            store.series().forEach(series -> store.scan(series, Instant.EPOCH, Instant.now(), all::add));
        }
        return all;
    }

    List<LedgerStatus> ledgers() {
        try (StateDatabase state = StateDatabase.open(StateSettings.Sqlite.DEFAULT, home)) {
            return new LedgerTable(state.jdbi()).statuses();
        }
    }

    @Override
    public void close() {
        endServer();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
