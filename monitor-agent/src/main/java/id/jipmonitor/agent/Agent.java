package id.jipmonitor.agent;

import id.jipmonitor.agent.assignment.AppliedAssignment;
import id.jipmonitor.agent.assignment.AssignmentBook;
import id.jipmonitor.agent.enrol.CertificateRenewal;
import id.jipmonitor.agent.page.AgentState;
import id.jipmonitor.agent.page.LocalPage;
import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.agent.probe.ProbeLimits;
import id.jipmonitor.agent.probe.ProbeType;
import id.jipmonitor.agent.probe.ProbeTypes;
import id.jipmonitor.agent.probe.Round;
import id.jipmonitor.agent.probe.RoundTrace;
import id.jipmonitor.agent.probe.SystemTrust;
import id.jipmonitor.agent.probe.snmp.DeviceSurvey;
import id.jipmonitor.agent.schedule.ProbeSchedule;
import id.jipmonitor.agent.selfview.SelfViewer;
import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.agent.spool.SpoolStatus;
import id.jipmonitor.agent.uplink.AssignmentDesk;
import id.jipmonitor.agent.uplink.CertificateDesk;
import id.jipmonitor.agent.uplink.Uplink;
import id.jipmonitor.agent.uplink.UplinkStatus;
import id.jipmonitor.protocol.assignment.Assignment;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.assignment.ProbeSpec;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.Cidr;
import id.jipmonitor.protocol.wire.Message.Authorities;
import id.jipmonitor.protocol.wire.Message.RenewalAnswer;
import id.jipmonitor.protocol.wire.Message.RenewalRequest;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent, wired: read it from top to bottom.
 *
 * <pre>
 *   schedule -> rounds -> probe -> blind rule -> spool -> uplink -> server
 *                 ^          self-view ^                    |
 *                 +------------ assignment <----------------+
 * </pre>
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final InstantSource WALL_CLOCK = InstantSource.system();
    private static final LongSupplier NANO_CLOCK = System::nanoTime;

    private final IoEventLoopGroup eventLoops;
    private final ProbeTypes types;
    private final ProbeType selfViewEchoes;
    private final Spool spool;
    private final SelfViewer viewer;
    private final Rounds rounds;
    private final ProbeSchedule schedule;
    private final AssignmentBook book;
    private final CertificateRenewal renewal;
    private final Uplink uplink;
    private final Optional<LocalPage> page;

    /**
     * Starts everything; a kept assignment runs at once, whether or not a server is there.
     *
     * @throws id.jipmonitor.agent.spool.SpoolException when the spool cannot be used
     */
    public Agent(AgentSettings settings, String software) {
        makeDirectory(settings);
        spool = Spool.open(settings.dataDirectory(), settings.spool(), settings.agent(), WALL_CLOCK);
        eventLoops = eventLoops();
        TrafficCaps caps = new TrafficCaps(settings.limits(), NANO_CLOCK);
        types = ProbeTypes.open(capped(environment(settings, settings.limits(), eventLoops), caps));
        selfViewEchoes = types.echoes(environment(settings, anywhere(settings.limits()), eventLoops));
        viewer = new SelfViewer(
                settings.selfView(),
                new AnchorPings(selfViewEchoes, WALL_CLOCK, NANO_CLOCK),
                this::load,
                WALL_CLOCK,
                NANO_CLOCK);
        rounds = rounds(caps);
        schedule = new ProbeSchedule(WALL_CLOCK, NANO_CLOCK, rounds);
        book = new AssignmentBook(
                settings.agent(),
                settings.dataDirectory(),
                offered -> ProbeSchedule.problems(offered.probes(), WALL_CLOCK.instant()),
                this::apply);
        book.applyKept();
        renewal = new CertificateRenewal(settings.uplink().tls(), settings.agent());
        uplink = new Uplink(
                settings.uplink(),
                settings.agent(),
                software,
                spool,
                desk(book),
                desk(renewal),
                () -> viewer.view(NANO_CLOCK.getAsLong()),
                eventLoops,
                new Uplink.Time(WALL_CLOCK, NANO_CLOCK, new SecureRandom()));
        page = settings.page()
                .listen()
                .map(listen -> new LocalPage(listen, settings.page().language(), this::state));
        reportSelfTests(types);
        LOG.info("agent {} started, boot {}", settings.agent(), spool.boot());
    }

    /** Where the agent's own page is served. */
    public Optional<InetSocketAddress> pageAddress() {
        return page.map(LocalPage::address);
    }

    /** What the agent probes now. */
    public Optional<Assignment> assignment() {
        return book.applied().map(AppliedAssignment::assignment);
    }

    /** Stops probing, commits what waits, and leaves the rest to the next start. */
    @Override
    public void close() {
        page.ifPresent(LocalPage::close);
        schedule.close();
        rounds.close();
        uplink.close();
        viewer.close();
        spool.close();
        selfViewEchoes.close();
        types.close();
        eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        LOG.info("agent stopped; {} results wait in the spool", spool.status().results());
    }

    private static void makeDirectory(AgentSettings settings) {
        try {
            Files.createDirectories(settings.dataDirectory());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The threads that an agent lends its connections, on epoll where the host has it; whoever asks ends them. */
    public static IoEventLoopGroup eventLoops() {
        return new MultiThreadIoEventLoopGroup(2, transport());
    }

    static IoHandlerFactory transport() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    static ProbeEnvironment environment(AgentSettings settings, ProbeLimits limits, IoEventLoopGroup eventLoops) {
        return new ProbeEnvironment(
                WALL_CLOCK, NANO_CLOCK, eventLoops, SystemTrust.load(), settings.snmpCredentials(), limits);
    }

    /** The owner names anchors himself, so the blocks that bound a server's wishes do not bound them. */
    private static ProbeLimits anywhere(ProbeLimits limits) {
        List<Cidr> everything =
                List.of(new Cidr(InetAddress.ofLiteral("0.0.0.0"), 0), new Cidr(InetAddress.ofLiteral("::"), 0));
        return new ProbeLimits(
                everything,
                limits.packetsPerSecondPerTarget(),
                limits.packetsPerSecond(),
                limits.bitsPerSecondPerTarget(),
                limits.bitsPerSecond());
    }

    private static ProbeEnvironment capped(ProbeEnvironment open, TrafficCaps caps) {
        return new ProbeEnvironment(
                open.wallClock(),
                open.nanoClock(),
                open.eventLoops(),
                open.trust(),
                open.snmpCredentials(),
                open.limits(),
                caps);
    }

    private Rounds rounds(TrafficCaps caps) {
        return new Rounds(
                types::open,
                caps,
                viewer,
                (result, view) -> {
                    // The spool reports a refusal itself, once for all that it concerns.
                    var _ = spool.append(result, view);
                },
                WALL_CLOCK,
                NANO_CLOCK);
    }

    private void apply(Assignment assignment) {
        rounds.apply(assignment);
        schedule.apply(assignment.probes());
    }

    private static AssignmentDesk desk(AssignmentBook book) {
        return new AssignmentDesk() {
            @Override
            public Optional<String> hash() {
                return book.applied().map(AppliedAssignment::hash);
            }

            @Override
            public List<String> offered(String hash, String document) {
                return book.offered(hash, document);
            }
        };
    }

    private static CertificateDesk desk(CertificateRenewal renewal) {
        return new CertificateDesk() {
            @Override
            public boolean lapsed(Instant now) {
                return renewal.lapsed(now);
            }

            @Override
            public Optional<RenewalRequest> due(Instant now) {
                return renewal.due(now);
            }

            @Override
            public boolean renewed(RenewalAnswer answer) {
                return renewal.renewed(answer);
            }

            @Override
            public void trusted(Authorities authorities) {
                renewal.trusted(authorities);
            }
        };
    }

    private SelfViewer.Load load() {
        SpoolStatus status = spool.status();
        return new SelfViewer.Load(types.droppedPackets(), status.results(), status.oldest());
    }

    private AgentState state() {
        UplinkStatus link = uplink.status();
        return new AgentState(
                WALL_CLOCK.instant(),
                new AgentState.Link(link.connected(), link.since(), link.server(), link.problem()),
                spool.boot(),
                spool.status(),
                assignment().map(each -> each.probes().size()).orElse(0),
                viewer.view(NANO_CLOCK.getAsLong()),
                Map.of(
                        "batches_sent",
                        (double) link.sentBatches(),
                        "results_acknowledged",
                        (double) link.acknowledgedResults(),
                        "server_clock_ahead_seconds",
                        link.serverAheadMillis() / 1_000.0,
                        "certificate_left_seconds",
                        certificateLeft()));
    }

    /** Seconds; not a number when there is no certificate. */
    private double certificateLeft() {
        return renewal.notAfter()
                .map(end -> (double) Duration.between(WALL_CLOCK.instant(), end).toSeconds())
                .orElse(Double.NaN);
    }

    /** Each type says once how it works here, or what to do so that it does. */
    private static void reportSelfTests(ProbeTypes types) {
        types.all()
                .forEach(type -> Thread.ofVirtual()
                        .name("self-test-" + type.name())
                        .start(() -> {
                            var test = type.selfTest();
                            if (test.works()) {
                                LOG.info("{} probes work: {}", type.name(), test.mode());
                            } else {
                                LOG.warn("{} probes do not work: {}", type.name(), test.english());
                            }
                        }));
    }

    /** One round of one probe, without spool and server. */
    static ProbeResult once(AgentSettings settings, ProbeSpec spec, OnceReport report) throws InterruptedException {
        IoEventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, transport());
        try (ProbeTypes types = ProbeTypes.open(environment(settings, settings.limits(), eventLoops));
                ProbeType selfViewEchoes =
                        types.echoes(environment(settings, anywhere(settings.limits()), eventLoops));
                SelfViewer viewer = new SelfViewer(
                        settings.selfView(),
                        new AnchorPings(selfViewEchoes, WALL_CLOCK, NANO_CLOCK),
                        () -> new SelfViewer.Load(0, 0, Optional.empty()),
                        WALL_CLOCK,
                        NANO_CLOCK);
                Rounds rounds = new Rounds(
                        types::open,
                        new TrafficCaps(settings.limits(), NANO_CLOCK),
                        viewer,
                        (result, view) -> {},
                        WALL_CLOCK,
                        NANO_CLOCK)) {
            return rounds.once(spec, report);
        } finally {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    /** What one device says it has, asked within the owner's limits and without spool and server. */
    static DeviceSurvey.Answer survey(AgentSettings settings, ProbeSpec spec, ProbeSettings.Snmp snmp)
            throws InterruptedException {
        IoEventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, transport());
        try {
            return new DeviceSurvey(environment(settings, settings.limits(), eventLoops))
                    .ask(spec, snmp, new Round(WALL_CLOCK.instant(), NANO_CLOCK.getAsLong(), RoundTrace.NONE));
        } finally {
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
