package id.jipmonitor.server.enrol;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.server.ingest.ConnectionLimits;
import id.jipmonitor.server.ingest.CurrentTls;
import id.jipmonitor.server.ingest.TcpListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for agents that have a token and no certificate yet. It is a port of its own: where results come in, a certificate
 * is always asked for. Everything about it is small: frames, connections, time.
 */
public final class EnrolmentServer implements AutoCloseable {
    /** A request is about 600 bytes, an answer with several authorities some thousand. */
    static final int MAX_FRAME_BYTES = 64 * 1024;

    static final int MAX_CONNECTIONS = 64;
    static final int MAX_CONNECTIONS_PER_ADDRESS = 4;

    /** With four connections of an address this makes two guesses a second, at 192 bits. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final long HANDSHAKE_MILLIS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentServer.class);

    /** What enrolment needs of other rooms. */
    public record Seams(
            TokenTable tokens,
            CertificateRegister register,
            CertificateIssuer issuer,
            MeterRegistry meters,
            InstantSource clock,
            LongSupplier nanos) {}

    private final TcpListener listener;
    private final ExecutorService workers;
    private final CurrentTls tls;

    private EnrolmentServer(TcpListener listener, ExecutorService workers, CurrentTls tls) {
        this.listener = listener;
        this.workers = workers;
        this.tls = tls;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException when the address cannot be listened on
     * @throws id.jipmonitor.protocol.tls.TlsFileException when a certificate or key file cannot be used
     */
    public static EnrolmentServer start(HostPort listen, TlsFiles files, Seams seams) throws IOException {
        EnrolmentDesk desk = new EnrolmentDesk(
                seams.tokens(), seams.register(), seams.issuer(), seams.meters(), seams.clock(), seams.nanos());
        ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ExecutorService workers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("enrolment-", 0).factory());
        ConnectionLimits limits = new ConnectionLimits(
                MAX_CONNECTIONS,
                MAX_CONNECTIONS_PER_ADDRESS,
                channels,
                (peer, detail) -> LOG.debug("enrolment of {} refused: {}", peer, detail));
        CurrentTls tls = new CurrentTls(() -> TlsContexts.enrolmentServer(files));
        ChannelInitializer<SocketChannel> initializer = new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                SslHandler handler = tls.get().newHandler(channel.alloc());
                handler.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
                channel.pipeline()
                        .addLast("limits", limits)
                        .addLast("tls", handler)
                        .addLast("decoder", Frames.decoder(MAX_FRAME_BYTES))
                        .addLast("encoder", Frames.encoder(MAX_FRAME_BYTES))
                        .addLast("enrolment", new EnrolmentHandler(desk, workers, PAUSE));
            }
        };
        TcpListener listener = TcpListener.open("enrolment.listen", listen, 1, channels, initializer);
        LOG.info("agents with a token are enrolled on {}", listener.address());
        return new EnrolmentServer(listener, workers, tls);
    }

    /** Where it listens; tells the port when the setting said 0. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Reads certificate, key and authorities anew for the connections to come. */
    public void reloadCertificates() {
        tls.reload();
    }

    @Override
    public void close() {
        listener.disconnect();
        workers.close();
        listener.close();
    }
}
