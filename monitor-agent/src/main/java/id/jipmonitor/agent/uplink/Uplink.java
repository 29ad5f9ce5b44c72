package id.jipmonitor.agent.uplink;

import id.jipmonitor.agent.spool.Spool;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.SelfView;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateTime;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFileException;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Welcome;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the spool's batches to a server and the server's assignments to the agent.
 *
 * <p>Promise: every batch in the spool is sent, and sent again on a new connection, until it is acknowledged; so the server
 * may see a batch twice and never misses one. Servers are tried in turn; between attempts {@link Backoff} waits. The
 * certificates are read anew for each connection.
 */
public final class Uplink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final int CONNECT_MILLIS = 10_000;

    /** Clocks and chance. */
    public record Time(InstantSource wallClock, LongSupplier nanoClock, RandomGenerator random) {}

    private final UplinkSettings settings;
    private final UplinkSession.Home home;
    private final IoEventLoopGroup eventLoops;
    private final Time time;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    /** Only touched by the uplink's thread. */
    private Suspicion suspicion = Suspicion.NONE;

    private volatile UplinkStatus status;
    private volatile BlockingQueue<UplinkEvent> current = new LinkedBlockingQueue<>();

    /**
     * Begins to connect at once.
     *
     * @param software name and version, told to the server
     * @param view the self-view that heartbeats carry
     * @param eventLoops the caller's; not closed here
     */
    public Uplink(
            UplinkSettings settings,
            AgentId agent,
            String software,
            Spool spool,
            AssignmentDesk desk,
            CertificateDesk certificates,
            Supplier<SelfView> view,
            IoEventLoopGroup eventLoops,
            Time time) {
        this.settings = settings;
        this.eventLoops = eventLoops;
        this.time = time;
        this.home = new UplinkSession.Home(
                agent,
                software,
                spool,
                desk,
                certificates,
                supply(view),
                settings.backlogResultsPerSecond(),
                listener());
        this.status = new UplinkStatus(
                false,
                time.wallClock().instant(),
                settings.servers().getFirst().toString(),
                Optional.of("not connected yet"),
                0,
                0,
                0);
        spool.onCommit(this::wake);
        this.thread = Thread.ofVirtual().name("uplink").start(this::run);
    }

    public UplinkStatus status() {
        return status;
    }

    /** Ends the connection; what is not acknowledged stays in the spool. */
    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int failures = 0;
        int server = 0;
        try {
            while (stopped.getCount() > 0) {
                boolean welcomed = attempt(settings.servers().get(server));
                failures = welcomed ? 1 : failures + 1;
                server = welcomed ? server : (server + 1) % settings.servers().size();
                Duration wait = Backoff.delay(failures, time.random().nextDouble());
                var _ = stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException closing) {
            LOG.debug("uplink stopped");
        }
    }

    /** One connection from its beginning to its end; whether the server welcomed us. */
    private boolean attempt(HostPort server) throws InterruptedException {
        BlockingQueue<UplinkEvent> events = new LinkedBlockingQueue<>();
        current = events;
        try {
            Channel channel = connect(server, events);
            UplinkSession session = new UplinkSession(home, server, channel, events, suspicion);
            String end = session.run();
            suspicion = session.suspicion();
            ended(server, end);
            return session.welcomed();
        } catch (TlsFileException | ConnectFailure unreachable) {
            ended(server, String.valueOf(unreachable.getMessage()));
            return false;
        } catch (RuntimeException failure) {
            // The spool or an offer failed in a way nobody foresaw: the connection ends, the agent goes on.
            LOG.error("connection to {} ended by a failure of the agent", server, failure);
            ended(server, failure.toString());
            return false;
        }
    }

    private Channel connect(HostPort server, BlockingQueue<UplinkEvent> events) throws InterruptedException {
        Class<? extends SocketChannel> channelType =
                eventLoops.isIoType(EpollIoHandler.class) ? EpollSocketChannel.class : NioSocketChannel.class;
        ChannelFuture connected = new Bootstrap()
                .group(eventLoops)
                .channel(channelType)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(new UplinkInitializer(
                        TlsContexts.client(settings.tls(), CertificateTime.of(time.wallClock())), server, events))
                .connect(server.host(), server.port())
                .await();
        if (!connected.isSuccess()) {
            throw new ConnectFailure("no connection: " + connected.cause().getMessage());
        }
        return connected.channel();
    }

    /** The server cannot be reached. */
    private static final class ConnectFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConnectFailure(String message) {
            super(message);
        }
    }

    private void wake() {
        BlockingQueue<UplinkEvent> events = current;
        if (events.isEmpty()) {
            events.add(new UplinkEvent.Wake());
        }
    }

    private void ended(HostPort server, String problem) {
        UplinkStatus before = status;
        boolean news = before.connected()
                || !before.problem().equals(Optional.of(problem))
                || !before.server().equals(server.toString());
        if (news && stopped.getCount() > 0) {
            LOG.warn("not connected to {}: {}", server, problem);
        }
        status = before.ended(time.wallClock().instant(), server.toString(), problem);
    }

    private UplinkSession.Supply supply(Supplier<SelfView> view) {
        return new UplinkSession.Supply() {
            @Override
            public Instant now() {
                return time.wallClock().instant();
            }

            @Override
            public long nanos() {
                return time.nanoClock().getAsLong();
            }

            @Override
            public SelfView view() {
                return view.get();
            }
        };
    }

    private UplinkSession.Listener listener() {
        return new UplinkSession.Listener() {
            @Override
            public void welcomed(HostPort server, Welcome welcome) {
                Instant now = time.wallClock().instant();
                long ahead = Duration.between(now, welcome.at()).toMillis();
                LOG.info("connected to {}; its clock is {} ms ahead of ours", server, ahead);
                status = status.welcomed(now, server.toString(), ahead);
            }

            @Override
            public void sent(Batch batch) {
                status = status.sent();
            }

            @Override
            public void acknowledged(Ack ack) {
                status = status.acknowledged(ack.last() - ack.first() + 1);
            }
        };
    }
}
