package id.jipmonitor.agent.probe.tcp;

import id.jipmonitor.protocol.assignment.ProbeSettings;
import id.jipmonitor.protocol.model.Cause;
import id.jipmonitor.protocol.model.Outcome;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
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
    /** Cryptography is no event loop's work. */
    private static final Executor TLS_TASKS =
            task -> Thread.ofVirtual().name("probe-tls").start(task);

    private final SocketChannel channel;
    private final BannerReader banner;
    private final Optional<SmtpOpening> opening;
    private final LongSupplier nanoClock;
    private final Duration limit;

    /** @param channel not yet registered; whoever opened it connects it */
    TcpConnection(SocketChannel channel, LongSupplier nanoClock, Duration limit, ProbeSettings.Tcp settings) {
        this.channel = channel;
        this.nanoClock = nanoClock;
        this.limit = limit;
        this.banner = new BannerReader(
                settings.banner().map(ProbeSettings.Tcp.Banner::expect).orElse(""));
        this.opening = settings.tls()
                .filter(tls -> tls.start() == ProbeSettings.Tcp.Tls.Start.SMTP)
                .map(_ -> new SmtpOpening());
        opening.ifPresent(channel.pipeline()::addLast);
        channel.pipeline().addLast(banner);
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
            throw new StepFailure(Outcome.BLIND, Cause.SOCKET_ERROR, String.valueOf(failure));
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

    /** Waits for a step; whatever it ends with but a value is told as a failure of the round. */
    static <T> T await(CompletableFuture<T> step, Duration within, Function<Throwable, StepFailure> told)
            throws StepFailure, InterruptedException {
        try {
            return step.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw told.apply(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw told.apply(e);
        }
    }

    @Override
    public void close() {
        if (channel.isOpen()) { // Closed already is the usual case, and asking costs no turn of the event loop.
            var _ = channel.close();
        }
    }
}
