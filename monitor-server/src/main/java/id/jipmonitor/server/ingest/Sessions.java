package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.wire.Message.Hello;
import io.netty.channel.Channel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agents that are connected, one session each, and the lanes of all that ever were. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConcurrentMap<AgentId, AgentLane> lanes = new ConcurrentHashMap<>();
    private final ConcurrentMap<AgentId, AgentSession> live = new ConcurrentHashMap<>();
    private final ConcurrentMap<AgentId, BootHistory> boots = new ConcurrentHashMap<>();
    private final ConcurrentMap<AgentId, Instant> twoMachines = new ConcurrentHashMap<>();
    private final IngestSeams seams;
    private final IngestMetrics metrics;
    private final BacklogShares shares;
    private final LongSupplier nanos;

    Sessions(IngestSeams seams, IngestMetrics metrics, BacklogShares shares, LongSupplier nanos) {
        this.shares = shares;
        this.nanos = nanos;
        this.seams = seams;
        this.metrics = metrics;
        metrics.sessions(live::size);
    }

    /** A session for a greeting that was found good. An older one of the same agent gives way. */
    AgentSession enter(Hello hello, Channel channel, X509Certificate certificate) {
        AgentLane lane = lanes.computeIfAbsent(
                hello.agent(),
                agent -> new AgentLane(agent, new BatchIntake(agent, seams, metrics, shares, nanos), nanos));
        AgentSession session = new AgentSession(hello, channel, certificate, lane, seams, metrics);
        AgentSession older = live.put(hello.agent(), session);
        if (older != null) {
            LOG.warn(
                    "{}: connected again from {}; closed its connection from {}. Do two machines use one certificate?",
                    hello.agent(),
                    channel.remoteAddress(),
                    older.status().address());
            older.close();
        }
        if (boots.computeIfAbsent(hello.agent(), _ -> new BootHistory()).comesBack(hello.boot())) {
            metrics.identityDuplicated();
            twoMachines.put(hello.agent(), seams.clock().instant());
            LOG.error(
                    "{}: two machines use its certificate: boot {}, now from {}, had been left for another one. Revoke it and"
                            + " enrol each machine as an agent of its own: jip server revoke {}",
                    hello.agent(),
                    hello.boot(),
                    channel.remoteAddress(),
                    hello.agent());
        }
        LOG.info("{}: connected from {}, boot {}", hello.agent(), channel.remoteAddress(), hello.boot());
        session.open();
        return session;
    }

    void leave(AgentSession session) {
        if (live.remove(session.agent(), session)) {
            LOG.info("{}: disconnected", session.agent());
        }
    }

    void offerAssignments() {
        live.values().forEach(AgentSession::offerAssignment);
    }

    void tellAuthorities() {
        live.values().forEach(AgentSession::tellAuthorities);
    }

    void recheckIdentities(RefusalLog refusals) {
        live.values().forEach(each -> each.recheckIdentity(refusals));
    }

    List<SessionStatus> statuses() {
        return live.values().stream()
                .map(AgentSession::status)
                .sorted(Comparator.comparing(SessionStatus::agent))
                .toList();
    }

    List<AgentHealth> health() {
        return live.values().stream()
                .map(each -> new AgentHealth(
                        each.agent(), Optional.ofNullable(twoMachines.get(each.agent())), each.clockHealth()))
                .sorted(Comparator.comparing(AgentHealth::agent))
                .toList();
    }

    /** Waits until what runs in the lanes is stored. */
    void stop() {
        lanes.values().forEach(AgentLane::stop);
        try {
            for (AgentLane each : lanes.values()) {
                each.awaitEnd(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
