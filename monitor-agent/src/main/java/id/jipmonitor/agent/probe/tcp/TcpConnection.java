package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/** One connection of one round; each step is timed on the event loop and ends in bounded time. */
final class TcpConnection implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** Cryptography is no event loop's work. */
    private static final Executor TLS_TASKS =
            task -> Thread.ofVirtual().name("probe-tls").start(task);

    private final Channel channel;
    private final BannerReader banner;
    private final Optional<SmtpOpening> opening;
    private final LongSupplier nanoClock;
    private final Duration limit;

    /** @throws StepFailure BLIND when this host cannot even make a socket */
    TcpConnection(EventLoopGroup eventLoops, LongSupplier nanoClock, Duration limit, ProbeSettings.Tcp settings)
            throws StepFailure, InterruptedException {
        this.nanoClock = nanoClock;
        this.limit = limit;
        this.banner = new BannerReader(
                settings.banner().map(ProbeSettings.Tcp.Banner::expect).orElse(""));
        this.opening = settings.tls()
                .filter(tls -> tls.start() == ProbeSettings.Tcp.Tls.Start.SMTP)
                .map(_ -> new SmtpOpening());
        if (eventLoops.isShuttingDown()) {
            throw new StepFailure(Outcome.BLIND, Cause.SOCKET_ERROR, "the agent's event loops have stopped");
        }
        Bootstrap bootstrap = new Bootstrap()
                .group(eventLoops)
                .channel(channelType(eventLoops))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.max(1, limit.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        opening.ifPresent(made.pipeline()::addLast);
                        made.pipeline().addLast(banner);
                    }
                });
        if (settings.resetOnClose()) {
            bootstrap.option(ChannelOption.SO_LINGER, 0);
        }
        CompletableFuture<Channel> registered = new CompletableFuture<>();
        try {
            bootstrap.register().addListener((io.netty.channel.ChannelFuture done) -> {
                if (done.isSuccess()) {
                    registered.complete(done.channel());
                } else {
                    registered.completeExceptionally(done.cause());
                }
            });
        } catch (RuntimeException failure) { // Netty throws here when it has no file descriptor or no event loop left.
            throw blind(failure);
        }
        this.channel = await(registered, GRACE, TcpConnection::blind);
    }

    private static Class<? extends SocketChannel> channelType(EventLoopGroup eventLoops) {
        boolean epoll = eventLoops instanceof IoEventLoopGroup io && io.isIoType(EpollIoHandler.class);
        return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    /** SYN to SYN-ACK. */
    Duration connect(InetSocketAddress address) throws StepFailure, InterruptedException {
        CompletableFuture<Duration> connected = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            long start = nanoClock.getAsLong();
            channel.connect(address).addListener(done -> complete(connected, start, done));
        });
        return await(
                connected,
                limit.plus(GRACE),
                failure -> failure instanceof TimeoutException
                        ? blind(failure)
                        : TcpFailureRule.ofConnect(failure, failure instanceof ConnectTimeoutException));
    }

    /** The kernel's smoothed round-trip time, where the transport tells it. */
    Optional<Duration> kernelRoundTrip() {
        return channel instanceof EpollSocketChannel epoll && epoll.isActive()
                ? Optional.of(Duration.ofNanos(epoll.tcpInfo().rtt() * 1_000))
                : Optional.empty();
    }

    /** The dialogue before TLS, where the service wants one; its time. */
    Optional<Duration> open() throws StepFailure, InterruptedException {
        if (opening.isEmpty()) {
            return Optional.empty();
        }
        long start = nanoClock.getAsLong();
        SmtpOpening dialogue = opening.get();
        await(dialogue.agreed(), limit, failure -> TcpFailureRule.ofDialogue(failure, dialogue.awaited()));
        return Optional.of(Duration.ofNanos(nanoClock.getAsLong() - start));
    }

    /** The TLS handshake, whatever the certificate is worth. */
    Duration handshake(String serverName, int port, ServedCertificate certificate)
            throws StepFailure, InterruptedException {
        SslHandler handler;
        try {
            // A context of its own: a resumed session would show no certificate.
            handler = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(certificate)
                    .endpointIdentificationAlgorithm("HTTPS")
                    .build()
                    .newHandler(channel.alloc(), serverName, port, TLS_TASKS);
        } catch (SSLException failure) {
            throw blind(failure);
        }
        handler.setHandshakeTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
        CompletableFuture<Duration> shaken = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            Optional<? extends Exception> hindrance = hindrance();
            if (hindrance.isPresent()) {
                shaken.completeExceptionally(hindrance.get());
                return;
            }
            long start = nanoClock.getAsLong();
            handler.handshakeFuture().addListener(done -> complete(shaken, start, done));
            opening.ifPresent(channel.pipeline()::remove);
            channel.pipeline().addFirst(handler);
        });
        return await(shaken, limit, TcpFailureRule::ofTls);
    }

    /** Why no handshake can follow; asked where the bytes arrive, so that none slips in between. */
    private Optional<? extends Exception> hindrance() {
        return channel.isActive() ? opening.flatMap(SmtpOpening::intrusion) : Optional.of(new ClosedChannelException());
    }

    /** Sends and waits for the expected text. */
    Duration dialogue(String send) throws StepFailure, InterruptedException {
        long start = nanoClock.getAsLong();
        if (!send.isEmpty()) {
            var _ = channel.writeAndFlush(Unpooled.copiedBuffer(send, StandardCharsets.UTF_8));
        }
        await(banner.matched(), limit, failure -> TcpFailureRule.ofDialogue(failure, "expected banner"));
        return Duration.ofNanos(nanoClock.getAsLong() - start);
    }

    private void complete(CompletableFuture<Duration> step, long start, Future<?> done) {
        if (done.isSuccess()) {
            step.complete(Duration.ofNanos(nanoClock.getAsLong() - start));
        } else {
            step.completeExceptionally(done.cause());
        }
    }

    private static <T> T await(CompletableFuture<T> step, Duration within, Function<Throwable, StepFailure> told)
            throws StepFailure, InterruptedException {
        try {
            return step.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw told.apply(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw told.apply(e);
        }
    }

    private static StepFailure blind(Throwable failure) {
        Throwable root = failure.getCause() == null ? failure : failure.getCause();
        String words = root instanceof TimeoutException ? "the event loop does not answer" : String.valueOf(root);
        return new StepFailure(Outcome.BLIND, Cause.SOCKET_ERROR, words);
    }

    @Override
    public void close() {
        var _ = channel.close();
    }
}
