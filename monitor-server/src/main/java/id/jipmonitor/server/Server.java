package id.jipmonitor.server;

import id.jipmonitor.protocol.assignment.AssignmentWriter;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateTime;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFileException;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Message.AssignmentOffer;
import id.jipmonitor.server.enrol.AgentIdentities;
import id.jipmonitor.server.enrol.CertificateIssuer;
import id.jipmonitor.server.enrol.CertificateRegister;
import id.jipmonitor.server.enrol.CertificateWatch;
import id.jipmonitor.server.enrol.EnrolmentServer;
import id.jipmonitor.server.enrol.EnrolmentSettings;
import id.jipmonitor.server.enrol.ServerCertificate;
import id.jipmonitor.server.enrol.TokenTable;
import id.jipmonitor.server.evaluate.Evaluator;
import id.jipmonitor.server.incident.IncidentChange;
import id.jipmonitor.server.incident.IncidentLog;
import id.jipmonitor.server.ingest.AgentDirectory;
import id.jipmonitor.server.ingest.Identities;
import id.jipmonitor.server.ingest.IngestSeams;
import id.jipmonitor.server.ingest.IngestServer;
import id.jipmonitor.server.ingest.LedgerTable;
import id.jipmonitor.server.ingest.SeriesCap;
import id.jipmonitor.server.inventory.Inventory;
import id.jipmonitor.server.inventory.WatchedProbe;
import id.jipmonitor.server.notify.ChannelTypes;
import id.jipmonitor.server.notify.Notifier;
import id.jipmonitor.server.state.StateDatabase;
import id.jipmonitor.server.store.ResultStore;
import id.jipmonitor.server.store.StoreTypes;
import id.jipmonitor.server.upkeep.Upkeep;
import id.jipmonitor.server.web.SetupLink;
import id.jipmonitor.server.web.WebServer;
import id.jipmonitor.server.web.WebSources;
import id.jipmonitor.server.web.account.Accounts;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wiring: who gets what from whom. Started from top to bottom, closed from bottom to top. */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration REVOCATION_TICK = Duration.ofSeconds(2);
    private static final Duration EXPIRY_TICK = Duration.ofMinutes(1);
    private static final Duration UPKEEP_TICK = Duration.ofSeconds(5);
    private static final Duration RENEWAL_TICK = Duration.ofHours(1);

    /** Incidents that ended this long ago may still have to be told as ended after a restart. */
    private static final Duration TOLD_AGAIN = Duration.ofDays(3);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Configuration configuration;
    private final InstantSource clock;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private Server(Configuration configuration, InstantSource clock) {
        this.configuration = configuration;
        this.clock = clock;
    }

    /**
     * Starts everything, or closes what it had started and throws.
     *
     * @param nanos monotonic time
     * @param setupLinks shown to the operator when there is no user yet
     */
    static Server start(
            Configuration configuration, InstantSource clock, LongSupplier nanos, Consumer<SetupLink> setupLinks)
            throws IOException {
        Server server = new Server(configuration, clock);
        boolean started = false;
        try {
            server.open(nanos, setupLinks);
            started = true;
            return server;
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    private void open(LongSupplier nanos, Consumer<SetupLink> setupLinks) throws IOException {
        ServerSettings settings = configuration.server();
        Inventory inventory = configuration.inventory();

        // What is most often missing at a first start is found before anything is made.
        var _ = TlsContexts.server(settings.ingest().tls());

        StateDatabase state = opened(StateDatabase.open(settings.state(), settings.dataDirectory()));
        ResultStore store = store(settings);
        IncidentLog incidents = IncidentLog.on(state);
        Notifier notifier = opened(notifier(state));
        Evaluator evaluator =
                opened(Evaluator.start(inventory, configuration.rules().rules(), store, incidents, clock.instant()));

        resume(incidents, notifier, clock.instant());
        evaluator.onIncident(change -> tell(notifier, change));
        opened(Ticker.start("evaluation", TICK, () -> evaluator.advance(clock.instant())));
        opened(Ticker.start("notification", TICK, () -> notifier.tick(clock.instant())));
        opened(Ticker.start("delivery", TICK, () -> notifier.deliver(clock.instant())));

        Optional<CertificateIssuer> issuer = issuer();
        AgentIdentities identities = new AgentIdentities(new CertificateRegister(state.jdbi()), issuer, clock);
        identities.trust(TlsContexts.authoritiesOf(settings.ingest().tls()));
        IngestSeams seams = new IngestSeams(
                AgentDirectory.of(inventory.agents()::containsKey, seriesCap(inventory, store)),
                new Identities(certificateTime(), identities),
                this::assignment,
                store::append,
                new LedgerTable(state.jdbi()),
                evaluator::accept,
                new AgentGauges(meters),
                meters,
                clock);
        IngestServer ingest = opened(IngestServer.start(settings.ingest(), seams, nanos));
        opened(Ticker.start("revocation", REVOCATION_TICK, () -> {
            identities.reload();
            ingest.recheckIdentities();
        }));
        CertificateWatch watch = new CertificateWatch(settings.ingest().tls(), identities, meters, clock);
        opened(Ticker.start("expiry", EXPIRY_TICK, watch::look));
        Upkeep upkeep = new Upkeep(
                configuration.rules().rules(), this::isPartOfNetwork, incidents, change -> tell(notifier, change));
        UpkeepFindings findings = new UpkeepFindings(clock.instant());
        opened(Ticker.start(
                "upkeep",
                UPKEEP_TICK,
                () -> upkeep.note(findings.of(watch.ends(), ingest.health(), clock.instant()), clock.instant())));
        if (issuer.isPresent()) {
            Optional<EnrolmentServer> enrolment = enrolment(issuer.get(), state, nanos);
            opened(Ticker.start(
                    "certificate",
                    RENEWAL_TICK,
                    () -> settings.enrolment()
                            .ifPresent(each -> renewOwnCertificate(each, identities, ingest, enrolment))));
        }

        WebSources sources =
                new WebSources(configuration::inventory, new LiveNetwork(evaluator), store, incidents, meters::scrape);
        WebServer web =
                opened(new WebServer(settings.web(), sources, new Accounts(state.jdbi(), clock), clock, setupLinks));
        web.start();
    }

    private boolean isPartOfNetwork(String subject) {
        return UpkeepFindings.OWN.contains(subject)
                || configuration.inventory().agents().keySet().stream()
                        .anyMatch(each -> each.value().equals(subject));
    }

    private ResultStore store(ServerSettings settings) {
        ResultStore store = opened(StoreTypes.open(settings.store(), settings.dataDirectory(), clock));
        opened(Ticker.start("store upkeep", TICK, new StoreUpkeep(store, meters)));
        return store;
    }

    /** A key that is missing is no reason to lose results: the server runs, and says what it does not do. */
    private Optional<CertificateIssuer> issuer() {
        Optional<CertificateIssuer> issuer = configuration
                .server()
                .enrolment()
                .map(each ->
                        new CertificateIssuer(configuration.server().ingest().tls(), each.authorityKey()));
        try {
            issuer.ifPresent(CertificateIssuer::check);
            return issuer;
        } catch (TlsFileException e) {
            LOG.warn("enrolment and renewal are off: enrolment.authority_key: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private CertificateTime certificateTime() {
        Duration grace =
                configuration.server().enrolment().map(EnrolmentSettings::grace).orElse(Duration.ZERO);
        return new CertificateTime(Optional.of(clock), grace);
    }

    private Optional<EnrolmentServer> enrolment(CertificateIssuer issuer, StateDatabase state, LongSupplier nanos)
            throws IOException {
        TlsFiles tls = configuration.server().ingest().tls();
        Optional<HostPort> listen = configuration.server().enrolment().flatMap(EnrolmentSettings::listen);
        if (listen.isEmpty()) {
            return Optional.empty();
        }
        EnrolmentServer.Seams seams = new EnrolmentServer.Seams(
                new TokenTable(state.jdbi()), new CertificateRegister(state.jdbi()), issuer, meters, clock, nanos);
        return Optional.of(opened(EnrolmentServer.start(listen.get(), tls, seams)));
    }

    private void renewOwnCertificate(
            EnrolmentSettings issuing,
            AgentIdentities identities,
            IngestServer ingest,
            Optional<EnrolmentServer> enrolment) {
        TlsFiles tls = configuration.server().ingest().tls();
        if (ServerCertificate.renewIfDue(tls, issuing.authorityKey(), issuing.grace(), clock.instant())) {
            ingest.reloadCertificates();
            enrolment.ifPresent(EnrolmentServer::reloadCertificates);
            identities.trust(TlsContexts.authoritiesOf(tls));
            ingest.tellAuthorities();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private Notifier notifier(StateDatabase state) {
        ServerSettings settings = configuration.server();
        RulesSettings rules = configuration.rules();
        return Notifier.open(
                rules.route(),
                rules.receivers(),
                rules.rules(),
                new InventoryNames(configuration.inventory(), settings.web().publicUrl()),
                state,
                ChannelTypes.open(settings.email(), settings.webhooks()));
    }

    private static void resume(IncidentLog incidents, Notifier notifier, Instant now) {
        incidents.open().forEach(notifier::offer);
        incidents.between(now.minus(TOLD_AGAIN), now).forEach(notifier::offer);
    }

    /** What changed only in history pages nobody; an end is told all the same to those who were told the beginning. */
    private static void tell(Notifier notifier, IncidentChange change) {
        if (!change.historic() || !change.incident().open()) {
            notifier.offer(change.incident());
        }
    }

    private SeriesCap seriesCap(Inventory inventory, ResultStore store) {
        Set<SeriesCap.Series> stored = store.series().stream()
                .map(each -> new SeriesCap.Series(each.agent(), each.probe()))
                .collect(Collectors.toSet());
        return new SeriesCap(configuration.server().ingest().maxSeries(), stored, asked -> {
            WatchedProbe probe = inventory.probes().get(asked.probe());
            return probe != null && probe.agent().equals(asked.agent());
        });
    }

    private Optional<AssignmentOffer> assignment(AgentId agent) {
        return Optional.of(configuration.inventory().assignmentOf(agent))
                .map(AssignmentWriter::write)
                .map(document -> new AssignmentOffer(AssignmentWriter.hash(document), document));
    }

    @Override
    public String toString() {
        Inventory inventory = configuration.inventory();
        return inventory.links().size() + " links of " + inventory.sites().size() + " sites";
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable part = opened.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The parts below must still be closed, above all the store.
                LOG.error("{} did not close: {}", part.getClass().getSimpleName(), e.toString());
            }
        }
    }
}
