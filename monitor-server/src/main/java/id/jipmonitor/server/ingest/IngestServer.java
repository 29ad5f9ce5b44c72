package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.tls.TlsContexts;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private static final long QUIET_MILLIS = 100;
    private static final long END_MILLIS = 5_000;

    private final EventLoopGroup loops;
    private final ChannelGroup channels;
    private final Channel listener;
    private final Sessions sessions;

    private IngestServer(EventLoopGroup loops, ChannelGroup channels, Channel listener, Sessions sessions) {
        this.loops = loops;
        this.channels = channels;
        this.listener = listener;
        this.sessions = sessions;
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
        Sessions sessions = new Sessions(seams, metrics);
        ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        IngestInitializer initializer = new IngestInitializer(
                settings,
                TlsContexts.server(settings.tls()),
                new ConnectionLimits(settings, channels, refusals),
                sessions,
                seams.agents(),
                refusals);
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(ioHandler());
        try {
            Channel listener = listen(settings, loops, initializer);
            LOG.info("agents are received on {}", listener.localAddress());
            return new IngestServer(loops, channels, listener, sessions);
        } catch (IOException e) {
            var _ = loops.shutdownGracefully(); // nothing runs on them yet
            throw e;
        }
    }

    private static Channel listen(IngestSettings settings, EventLoopGroup loops, IngestInitializer initializer)
            throws IOException {
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(initializer)
                .bind(settings.listen().host(), settings.listen().port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "ingest.listen: expected an address of this machine with a free port. Found: " + settings.listen()
                            + ": " + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    private static IoHandlerFactory ioHandler() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Where it listens; tells the port when the setting said 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Asks the assignment source anew and tells every connected agent whose assignment changed. */
    public void offerAssignments() {
        sessions.offerAssignments();
    }

    /** The agents that are connected now, in order of id. */
    public List<SessionStatus> sessions() {
        return sessions.statuses();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly(END_MILLIS);
        channels.close().awaitUninterruptibly(END_MILLIS);
        sessions.stop();
        loops.shutdownGracefully(QUIET_MILLIS, END_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * END_MILLIS);
    }
}
