package id.jipmonitor.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.jipmonitor.agent.enrol.CertificateRenewal;
import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.agent.spool.SpoolSettings;
import id.jipmonitor.agent.uplink.AssignmentDesk;
import id.jipmonitor.agent.uplink.CertificateDesk;
import id.jipmonitor.agent.uplink.Uplink;
import id.jipmonitor.agent.uplink.UplinkSettings;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.CertificateTime;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import id.jipmonitor.server.enrol.AgentIdentities;
import id.jipmonitor.server.enrol.CertificateIssuer;
import id.jipmonitor.server.enrol.CertificateRegister;
import id.jipmonitor.server.enrol.ServerCertificate;
import id.jipmonitor.server.ingest.Identities;
import id.jipmonitor.server.ingest.IngestSeams;
import id.jipmonitor.server.ingest.IngestServer;
import id.jipmonitor.server.ingest.IngestSettings;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.state.StateSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agent and server in one process on one clock that a test moves: nobody touches a certificate for eleven years. */
class CertificatesRenewThemselvesIT {
    private static final AgentId AGENT = new AgentId("agent-1");
    private static final Instant BEGIN = Instant.parse("2026-11-24T00:00:00Z");
    private static final Duration GRACE = Duration.ofDays(90);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final AtomicLong days = new AtomicLong();
    private final InstantSource clock = () -> BEGIN.plus(Duration.ofDays(days.get()));
    private final IoEventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private TlsFiles serverFiles;
    private TlsFiles agentFiles;
    private Path authorityKey;
    private StateDatabase state;
    private CertificateRegister register;
    private AgentIdentities identities;
    private IngestServer server;
    private Spool spool;

    @BeforeEach
    void start() throws IOException {
        serverFiles = files("server");
        authorityKey = directory.resolve("server/ca.key");
        agentFiles = files("agent");
        CertificateAuthority authority = CertificateAuthority.create("Test", BEGIN);
        authority.write(serverFiles.authorities(), authorityKey);
        authority
                .issueServer(List.of("localhost", "127.0.0.1"), BEGIN)
                .write(serverFiles.certificate(), serverFiles.key(), false);
        authority.issueAgent(AGENT, BEGIN).write(agentFiles.certificate(), agentFiles.key(), false);
        Files.copy(serverFiles.authorities(), agentFiles.authorities());
        state = StateDatabase.open(StateSettings.Sqlite.DEFAULT, directory);
        register = new CertificateRegister(state.jdbi());
        identities =
                new AgentIdentities(register, Optional.of(new CertificateIssuer(serverFiles, authorityKey)), clock);
        server = serve();
        spool = Spool.open(directory, SpoolSettings.DEFAULT, AGENT, InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
        state.close();
        spool.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void clockMoved400Days_thenElevenYears_agentIsStillServed() {
        int step = 80;
        for (int day = 0; day <= 11 * 366; day += step) {
            days.set(day);
            hourlyWork();
            try (Uplink uplink = uplink()) {
                await().atMost(PATIENCE).until(() -> uplink.status().connected());
                await().atMost(PATIENCE)
                        .until(() -> endOf(agentFiles).isAfter(clock.instant().plus(Duration.ofDays(step))));
            }
        }
        Instant firstAuthorityEnd = BEGIN.plus(CertificateAuthority.AUTHORITY_LIFE);
        assertThat(clock.instant()).isAfter(firstAuthorityEnd);
        assertThat(TlsContexts.issuerOf(serverFiles).getNotAfter().toInstant()).isAfter(firstAuthorityEnd);
        assertThat(TlsContexts.issuerOf(agentFiles).getNotAfter().toInstant()).isAfter(firstAuthorityEnd);
    }

    @Test
    void agentOffOverTheEndOfItsCertificate_comesBackWithinTheGrace() {
        days.set(398 + 89);
        hourlyWork();
        try (Uplink uplink = uplink()) {
            await().atMost(PATIENCE).until(() -> uplink.status().connected());
        }
        assertThat(endOf(agentFiles)).isAfter(clock.instant().plus(Duration.ofDays(300)));
    }

    @Test
    void agentOffForLonger_isRefused() {
        days.set(398 + 91);
        hourlyWork();
        try (Uplink uplink = uplink()) {
            await().atMost(PATIENCE).until(() -> problem(uplink).contains("jip agent enrol --replace"));
            assertThat(uplink.status().connected()).isFalse();
        }
        assertThat(endOf(agentFiles)).isBefore(clock.instant());
    }

    @Test
    void revokedAgent_losesItsLiveSessionAndIsRefusedAfterwards() {
        try (Uplink uplink = uplink()) {
            await().atMost(PATIENCE).until(() -> uplink.status().connected());
            days.set(1);
            register.revoke(AGENT, "stolen", clock.instant());
            identities.reload();
            server.recheckIdentities();

            await().atMost(Duration.ofSeconds(5)).until(() -> !uplink.status().connected());
            await().atMost(PATIENCE).until(() -> problem(uplink).contains("(stolen). Found: one from before"));
            assertThat(server.sessions()).isEmpty();
        }
    }

    private static String problem(Uplink uplink) {
        return uplink.status().problem().orElse("");
    }

    /** What the server does each hour. */
    private void hourlyWork() {
        if (ServerCertificate.renewIfDue(serverFiles, authorityKey, GRACE, clock.instant())) {
            server.reloadCertificates();
            identities.trust(TlsContexts.authoritiesOf(serverFiles));
            server.tellAuthorities();
        }
    }

    private static Instant endOf(TlsFiles files) {
        return TlsContexts.certificateOf(files).getNotAfter().toInstant();
    }

    private TlsFiles files(String name) {
        Path home = directory.resolve(name);
        return new TlsFiles(home.resolve("own.crt"), home.resolve("own.key"), home.resolve("ca.crt"));
    }

    private IngestServer serve() throws IOException {
        IngestSeams seams = new IngestSeams(
                AGENT::equals,
                new Identities(new CertificateTime(Optional.of(clock), GRACE), identities),
                _ -> Optional.empty(),
                _ -> {},
                new LedgerTable(state.jdbi()),
                _ -> {},
                (_, _, _) -> {},
                new SimpleMeterRegistry(),
                clock);
        return IngestServer.start(
                IngestSettings.of(new HostPort("127.0.0.1", 0), serverFiles), seams, System::nanoTime);
    }

    private Uplink uplink() {
        HostPort address = new HostPort("127.0.0.1", server.address().getPort());
        return new Uplink(
                new UplinkSettings(List.of(address), agentFiles, 1_000),
                AGENT,
                "test",
                spool,
                new NoAssignment(),
                new Renewing(new CertificateRenewal(agentFiles, AGENT)),
                this::view,
                eventLoops,
                new Uplink.Time(clock, System::nanoTime, new Random(1)));
    }

    private SelfView view() {
        return new SelfView(
                clock.instant(),
                true,
                SelfView.Gateway.NOT_PROBED,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                0,
                0,
                Duration.ZERO);
    }

    /** What the agent's wiring does. */
    private record Renewing(CertificateRenewal renewal) implements CertificateDesk {
        @Override
        public boolean lapsed(Instant at) {
            return renewal.lapsed(at);
        }

        @Override
        public Optional<RenewalRequest> due(Instant at) {
            return renewal.due(at);
        }

        @Override
        public boolean renewed(RenewalAnswer answer) {
            return renewal.renewed(answer);
        }

        @Override
        public void trusted(Authorities authorities) {
            renewal.trusted(authorities);
        }
    }

    private record NoAssignment() implements AssignmentDesk {
        @Override
        public Optional<String> hash() {
            return Optional.empty();
        }

        @Override
        public List<String> offered(String hash, String document) {
            return List.of();
        }
    }
}
