package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.agent.probe.ProbeEnvironment;
import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Opens one connection for one round. The socket is made, connected and, when its answered SYN is all that was wanted, closed
 * in one place, the event loop: each hand-over between threads costs as much as the connect itself.
 *
 * <pre>
 *   round  --asks--&gt;  event loop: socket, SYN ... SYN-ACK, TCP_INFO, RST  --tells--&gt;  round
 *                                          with TLS or a banner it stays open
 * </pre>
 */
final class TcpDial {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ProbeEnvironment environment;
    private final Duration limit;
    private final ProbeSettings.Tcp settings;
    private final CompletableFuture<Answered> answered = new CompletableFuture<>();

    /**
     * The SYN was answered.
     *
     * @param connection closed already when nothing more is wanted of it
     * @param time SYN to SYN-ACK
     * @param kernelRoundTrip the kernel's smoothed round-trip time, where the transport tells it
     */
    record Answered(TcpConnection connection, Duration time, Optional<Duration> kernelRoundTrip) {}

    /** @param limit for each step of the round */
    TcpDial(ProbeEnvironment environment, Duration limit, ProbeSettings.Tcp settings) {
        this.environment = environment;
        this.limit = limit;
        this.settings = settings;
    }

    /** @throws StepFailure what became of the SYN; BLIND when this host cannot even make a socket */
    Answered connect(InetSocketAddress address) throws StepFailure, InterruptedException {
        EventLoop loop = environment.eventLoops().next();
        try {
            loop.execute(() -> begin(loop, address));
        } catch (RejectedExecutionException stopped) {
            throw new StepFailure(Outcome.BLIND, Cause.SOCKET_ERROR, "the agent's event loops have stopped");
        }
        try {
            return TcpConnection.await(answered, limit.plus(GRACE), TcpDial::told);
        } finally {
            answered.cancel(false); // An answer that comes after this is closed where it comes.
        }
    }

    private static StepFailure told(Throwable failure) {
        return failure instanceof TimeoutException
                ? new StepFailure(Outcome.BLIND, Cause.SOCKET_ERROR, "the event loop does not answer")
                : TcpFailureRule.ofConnect(failure, failure instanceof ConnectTimeoutException);
    }

    private void begin(EventLoop loop, InetSocketAddress address) {
        try {
            SocketChannel channel = socket(loop);
            TcpConnection connection = new TcpConnection(channel, environment.nanoClock(), limit, settings);
            var _ = loop.register(channel); // If it fails, so does the connect.
            long start = environment.nanoClock().getAsLong();
            channel.connect(address).addListener(done -> end(connection, channel, start, done));
        } catch (RuntimeException failure) { // Netty throws here when it has no file descriptor left.
            answered.completeExceptionally(failure);
        }
    }

    private SocketChannel socket(EventLoop loop) {
        boolean epoll = loop.parent() instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
        SocketChannel channel = epoll ? new EpollSocketChannel() : new NioSocketChannel();
        channel.config()
                .setConnectTimeoutMillis((int) Math.max(1, limit.toMillis()))
                .setAutoRead(!answerSuffices());
        if (settings.resetOnClose()) {
            channel.config().setSoLinger(0);
        }
        return channel;
    }

    private boolean answerSuffices() {
        return settings.tls().isEmpty() && settings.banner().isEmpty();
    }

    private void end(TcpConnection connection, SocketChannel channel, long start, Future<?> done) {
        if (!done.isSuccess()) {
            connection.close();
            answered.completeExceptionally(done.cause());
            return;
        }
        Duration time = Duration.ofNanos(environment.nanoClock().getAsLong() - start);
        Answered answer = new Answered(connection, time, kernelRoundTrip(channel));
        if (answerSuffices()) {
            connection.close();
        }
        if (!answered.complete(answer)) {
            connection.close();
        }
    }

    private static Optional<Duration> kernelRoundTrip(SocketChannel channel) {
        return channel instanceof EpollSocketChannel epoll
                ? Optional.of(Duration.ofNanos(epoll.tcpInfo().rtt() * 1_000))
                : Optional.empty();
    }
}
