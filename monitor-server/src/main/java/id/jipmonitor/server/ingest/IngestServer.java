package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.tls.TlsContexts;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for agents. Event loops decode and encode; all work is done in the agents' lanes on virtual threads.
 *
 * <p>Closing stops listening, closes every connection and waits until the batches that were being stored are; agents
 * bring the others again.
 */
public final class IngestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);

    private final TcpListener listener;
    private final Sessions sessions;
    private final RefusalLog refusals;
    private final CurrentTls tls;

    private IngestServer(TcpListener listener, Sessions sessions, RefusalLog refusals, CurrentTls tls) {
        this.listener = listener;
        this.sessions = sessions;
        this.refusals = refusals;
        this.tls = tls;
    }

    /**
     * Starts to listen.
     *
     * @param nanos monotonic time
     * @throws IOException when the address cannot be listened on; the message says which and why
     * @throws id.jipmonitor.protocol.tls.TlsFileException when a certificate or key file cannot be used
     */
    public static IngestServer start(IngestSettings settings, IngestSeams seams, LongSupplier nanos)
            throws IOException {
        IngestMetrics metrics = new IngestMetrics(seams.meters());
        RefusalLog refusals = new RefusalLog(metrics, nanos);
        Sessions sessions = new Sessions(seams, metrics, new BacklogShares(settings.backlogPerSecond()), nanos);
        ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        CurrentTls tls = new CurrentTls(
                () -> TlsContexts.server(settings.tls(), seams.identities().time()));
        IngestInitializer initializer = new IngestInitializer(
                settings,
                tls,
                new ConnectionLimits(
                        settings.maxConnections(),
                        settings.maxConnectionsPerAddress(),
                        channels,
                        (peer, detail) -> refusals.refused(Refused.TOO_MANY, peer, detail)),
                sessions,
                seams.agents(),
                seams.identities(),
                refusals);
        TcpListener listener = TcpListener.open("ingest.listen", settings.listen(), 0, channels, initializer);
        LOG.info("agents are received on {}", listener.address());
        return new IngestServer(listener, sessions, refusals, tls);
    }

    /** Where it listens; tells the port when the setting said 0. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Asks the assignment source anew and tells every connected agent whose assignment changed. */
    public void offerAssignments() {
        sessions.offerAssignments();
    }

    /** Ends the sessions of those whose certificate is not accepted any more. */
    public void recheckIdentities() {
        sessions.recheckIdentities(refusals);
    }

    /**
     * Reads certificate, key and authorities anew for the connections to come.
     *
     * @throws id.jipmonitor.protocol.tls.TlsFileException when they cannot be used; the former ones stay
     */
    public void reloadCertificates() {
        tls.reload();
    }

    /** Tells every connected agent whom to trust, when there is news. */
    public void tellAuthorities() {
        sessions.tellAuthorities();
    }

    /** The agents that are connected now, in order of id. */
    public List<SessionStatus> sessions() {
        return sessions.statuses();
    }

    /** What is known about the connected agents as parts of the monitor, in order of id. */
    public List<AgentHealth> health() {
        return sessions.health();
    }

    @Override
    public void close() {
        listener.disconnect();
        sessions.stop();
        listener.close();
    }
}
