package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.model.RecordedResult;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateTime;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A listening server whose other rooms are lists that a test can look into and break. */
final class IngestFixture implements AutoCloseable {
    /** How long after its end a certificate still serves for its renewal. */
    static final Duration GRACE = Duration.ofDays(90);

    /** Everything that the rooms saw, in order. */
    final List<String> events = new CopyOnWriteArrayList<>();

    final List<RecordedResult> stored = new CopyOnWriteArrayList<>();
    final List<SelfView> views = new CopyOnWriteArrayList<>();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final LedgerFake ledgers = new LedgerFake();
    final TestPki pki;
    final IngestServer server;
    volatile IdentityDesk desk = IdentityDesk.NONE;
    volatile ResultSink beforeStore = _ -> {};
    volatile ResultSink evaluation = _ -> {};
    volatile Optional<AssignmentOffer> assignment = Optional.empty();

    private final Set<AgentId> known = Set.of(new AgentId("a"), new AgentId("b"));

    IngestFixture(Path directory) throws IOException {
        pki = new TestPki(directory);
        server = start(IngestSettings.of(new HostPort("127.0.0.1", 0), pki.server()));
    }

    /** A server beside the first, with the same rooms, that bears silence only so long. */
    IngestServer another(Duration idleTimeout) throws IOException {
        IngestSettings usual = IngestSettings.of(new HostPort("127.0.0.1", 0), pki.server());
        return start(new IngestSettings(
                usual.listen(),
                usual.tls(),
                usual.maxFrameBytes(),
                usual.handshakeTimeout(),
                idleTimeout,
                usual.maxConnections(),
                usual.maxConnectionsPerAddress(),
                usual.backlogPerSecond(),
                usual.maxSeries()));
    }

    private IngestServer start(IngestSettings settings) throws IOException {
        IngestSeams seams = new IngestSeams(
                known::contains,
                new Identities(new CertificateTime(Optional.of(InstantSource.system()), GRACE), new SwitchedDesk()),
                _ -> assignment,
                this::store,
                ledgers,
                results -> {
                    events.add("evaluate");
                    evaluation.accept(results);
                },
                (_, view, _) -> views.add(view),
                meters,
                InstantSource.fixed(Samples.AT.plusSeconds(60)));
        return IngestServer.start(settings, seams, System::nanoTime);
    }

    private void store(List<RecordedResult> results) {
        beforeStore.accept(results);
        events.add("store");
        stored.addAll(results);
    }

    WireClient connect(TlsFiles files) {
        return new WireClient(server.address(), TlsContexts.client(files));
    }

    /** An agent that has been welcomed. */
    WireClient greeted(String agent) throws Exception {
        WireClient client = connect(pki.agent(agent)).send(WireClient.hello(agent));
        client.next();
        return client;
    }

    static Batch batch(String agent, long first, int count) {
        List<ProbeResult> results = IntStream.range(0, count)
                .mapToObj(i -> Samples.icmp("p" + i, i * 100L))
                .toList();
        return batch(agent, first, results);
    }

    static Batch batch(String agent, long first, List<ProbeResult> results) {
        return new Batch(
                new AgentId(agent), WireClient.BOOT, first, results, Samples.view(), List.of(), Samples.AT, false);
    }

    double count(String name) {
        return meters.get(name).counter().count();
    }

    double refused(Refused kind) {
        return meters.get("jip.ingest.connections.refused")
                .tag("reason", kind.label())
                .counter()
                .count();
    }

    @Override
    public void close() {
        server.close();
    }

    /** Asks whomever the test has put there. */
    private final class SwitchedDesk implements IdentityDesk {
        @Override
        public Optional<String> refusal(AgentId agent, X509Certificate certificate) {
            return desk.refusal(agent, certificate);
        }

        @Override
        public RenewalAnswer renew(AgentId agent, X509Certificate shown, String request) {
            return desk.renew(agent, shown, request);
        }

        @Override
        public Optional<Authorities> authorities() {
            return desk.authorities();
        }
    }

    /** Ledgers in memory; notes when it saves. */
    final class LedgerFake implements LedgerStore {
        private final List<LedgerStatus> rows = new ArrayList<>();
        volatile boolean broken;

        @Override
        public synchronized DeliveryLedger load(AgentId agent, BootId boot) {
            return rows.stream()
                    .filter(each -> each.agent().equals(agent) && each.boot().equals(boot))
                    .map(LedgerStatus::ledger)
                    .findFirst()
                    .orElse(DeliveryLedger.EMPTY);
        }

        @Override
        public synchronized void save(AgentId agent, BootId boot, DeliveryLedger ledger, Instant at) {
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            events.add("ledger");
            rows.removeIf(each -> each.agent().equals(agent) && each.boot().equals(boot));
            rows.add(new LedgerStatus(agent, boot, ledger, at));
        }

        @Override
        public synchronized List<LedgerStatus> statuses() {
            return List.copyOf(rows);
        }
    }
}
