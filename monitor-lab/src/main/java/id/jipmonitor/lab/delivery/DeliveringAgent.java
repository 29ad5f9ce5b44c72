package id.jipmonitor.lab.delivery;

import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.agent.spool.SpoolStatus;
import id.jipmonitor.agent.uplink.AssignmentDesk;
import id.jipmonitor.agent.uplink.CertificateDesk;
import id.jipmonitor.agent.uplink.Uplink;
import id.jipmonitor.agent.uplink.UplinkSettings;
import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import io.netty.channel.IoEventLoopGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The agent's real spool and uplink, with results that are made and not measured. */
final class DeliveringAgent implements AutoCloseable {
    private static final int AT_ONCE = 20_000;
    private static final int BACKLOG_PER_SECOND = 100_000;
    private static final AssignmentDesk NO_DESK = new AssignmentDesk() {
        @Override
        public Optional<String> hash() {
            return Optional.empty();
        }

        @Override
        public List<String> offered(String hash, String document) {
            return List.of();
        }
    };

    private static final CertificateDesk NO_CERTIFICATES = new CertificateDesk() {
        @Override
        public boolean lapsed(Instant now) {
            return false;
        }

        @Override
        public Optional<RenewalRequest> due(Instant now) {
            return Optional.empty();
        }

        @Override
        public boolean renewed(RenewalAnswer answer) {
            return false;
        }

        @Override
        public void trusted(Authorities authorities) {
            // A run is shorter than an authority's life.
        }
    };

    private final AgentId agent;
    private final Path directory;
    private final InstantSource clock;
    private final Spool spool;
    private final MadeResults results;
    private Optional<Uplink> uplink = Optional.empty();

    /** @param clock stands still where all results shall count as live */
    DeliveringAgent(AgentId agent, Path directory, InstantSource clock, MadeResults results) {
        this(agent, directory, clock, results, SpoolSettings.DEFAULT);
    }

    DeliveringAgent(AgentId agent, Path directory, InstantSource clock, MadeResults results, SpoolSettings settings) {
        this.agent = agent;
        this.directory = directory;
        this.clock = clock;
        this.results = results;
        this.spool = Spool.open(directory, settings, agent, clock);
    }

    AgentId agent() {
        return agent;
    }

    /** Puts so many results into the spool and waits until they are durable. */
    void fill(int count) {
        for (int left = count; left > 0; left -= AT_ONCE) {
            append(Math.min(left, AT_ONCE)).forEach(CompletableFuture::join);
        }
    }

    /** Puts so many results into the spool, as probes do: without waiting. */
    List<CompletableFuture<Long>> append(int count) {
        List<CompletableFuture<Long>> numbers = new ArrayList<>(count);
        for (ProbeResult each : results.next(count)) {
            numbers.add(spool.append(each, results.view(clock.instant())));
        }
        return numbers;
    }

    /** Bytes of the spool's files, its log included. */
    long bytes() throws IOException {
        long bytes = 0;
        for (String part : List.of("spool.db", "spool.db-wal")) {
            Path file = directory.resolve(part);
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    /** Bytes of what waits, as the spool counts them: 100 for a row of the table beside its payload. */
    long spooledBytes() {
        return spool.status().bytes();
    }

    SpoolStatus status() {
        return spool.status();
    }

    /** Puts results into the spool whose rounds begin now. */
    void appendLive(int count) {
        for (ProbeResult each : results.at(clock.instant(), count)) {
            var _ = spool.append(each, results.view(clock.instant()));
        }
    }

    /** Results that wait, when the oldest of them is from before that; else none. */
    long waitingSince(Instant reunited) {
        SpoolStatus status = spool.status();
        return status.oldest().filter(reunited::isAfter).isPresent() ? status.results() : 0;
    }

    void connect(HostPort server, TlsFiles tls, IoEventLoopGroup loops, LongSupplier nanoClock) {
        connect(server, tls, loops, nanoClock, BACKLOG_PER_SECOND);
    }

    void connect(HostPort server, TlsFiles tls, IoEventLoopGroup loops, LongSupplier nanoClock, int backlogPerSecond) {
        uplink = Optional.of(new Uplink(
                new UplinkSettings(List.of(server), tls, backlogPerSecond),
                agent,
                "bench",
                spool,
                NO_DESK,
                NO_CERTIFICATES,
                () -> results.view(clock.instant()),
                loops,
                new Uplink.Time(clock, nanoClock, new Random(1))));
    }

    /** Waits until the server has everything. */
    void awaitDelivered(long seconds) throws InterruptedException {
        CountDownLatch empty = new CountDownLatch(1);
        LongSupplier left = () -> spool.status().results();
        for (long waited = 0; left.getAsLong() > 0; waited++) {
            if (waited > seconds * 1_000) {
                throw new LabException(agent + ": expected everything delivered within " + seconds + " s. Found: "
                        + left.getAsLong() + " results left; "
                        + uplink.flatMap(each -> each.status().problem()).orElse("connected"));
            }
            var _ = empty.await(1, TimeUnit.MILLISECONDS);
        }
        if (spool.status().rejected() > 0) {
            throw new LabException(agent + ": expected the server to take everything. Found: "
                    + spool.status().rejected() + " results rejected; dead-letters.tsv in " + directory + " says why");
        }
    }

    @Override
    public void close() {
        uplink.ifPresent(Uplink::close);
        spool.close();
    }
}
