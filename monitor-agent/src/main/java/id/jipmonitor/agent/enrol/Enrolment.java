package id.jipmonitor.agent.enrol;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateRequest;
import id.jipmonitor.protocol.tls.CredentialFiles;
import id.jipmonitor.protocol.tls.EnrolmentToken;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.EnrolAnswer;
import id.jipmonitor.protocol.wire.Message.EnrolRequest;
import id.jipmonitor.protocol.wire.Message.Refusal;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The first certificate: a key is made here and never leaves, a request for its certificate goes to a server of the authority
 * that the token names, and what comes back is checked before it is stored.
 */
public final class Enrolment {
    /** Longest frame of this dialogue: a certificate and a few authorities. */
    static final int MAX_FRAME_BYTES = 64 * 1024;

    private static final int CONNECT_MILLIS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Enrolment() {}

    /**
     * Enrols and stores certificate, key and authorities where the agent looks for them.
     *
     * @param server where the server's enrolment listens
     * @param eventLoops the caller's; not closed here
     * @return the certificate
     * @throws EnrolmentException when the server cannot be reached, is not the token's, or refuses
     * @throws id.jipmonitor.protocol.tls.TlsFileException when what came is not what was asked for; nothing is stored
     */
    public static X509Certificate enrol(
            HostPort server, EnrolmentToken token, TlsFiles files, IoEventLoopGroup eventLoops)
            throws EnrolmentException, IOException, InterruptedException {
        CertificateRequest request = CertificateRequest.create(token.agent());
        Message answer = ask(server, token, new EnrolRequest(token.secret(), request.pem()), eventLoops);
        return switch (answer) {
            case EnrolAnswer(String certificate, var authorities) ->
                CredentialFiles.store(files, token.agent(), request.key(), certificate, authorities);
            case Refusal(String reason, boolean _) -> throw new EnrolmentException("the server refused: " + reason);
            case Message other ->
                throw new EnrolmentException(server + ": expected a certificate or a refusal. Found: "
                        + other.getClass().getSimpleName());
        };
    }

    private static Message ask(HostPort server, EnrolmentToken token, EnrolRequest request, IoEventLoopGroup eventLoops)
            throws EnrolmentException, InterruptedException {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        Channel channel =
                connect(server, TlsContexts.enrolmentClient(token), new EnrolmentHandler(request, answer), eventLoops);
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new EnrolmentException(server + ": " + innermost(e));
        } catch (TimeoutException e) {
            throw new EnrolmentException(server + ": expected an answer within " + PATIENCE.toSeconds()
                    + " s. Found: none. Is it the port of enrolment?");
        } finally {
            var _ = channel.close(); // nothing rests on it any more
        }
    }

    private static Channel connect(
            HostPort server, SslContext tls, EnrolmentHandler handler, IoEventLoopGroup eventLoops)
            throws EnrolmentException, InterruptedException {
        Class<? extends SocketChannel> channelType =
                eventLoops.isIoType(EpollIoHandler.class) ? EpollSocketChannel.class : NioSocketChannel.class;
        ChannelFuture connected = new Bootstrap()
                .group(eventLoops)
                .channel(channelType)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast("tls", tls.newHandler(channel.alloc(), server.host(), server.port()))
                                .addLast("decoder", Frames.decoder(MAX_FRAME_BYTES))
                                .addLast("encoder", Frames.encoder(MAX_FRAME_BYTES))
                                .addLast("enrolment", handler);
                    }
                })
                .connect(server.host(), server.port())
                .await();
        if (!connected.isSuccess()) {
            throw new EnrolmentException(server + ": no connection: "
                    + connected.cause().getMessage() + ". Check the address and the port of enrolment");
        }
        return connected.channel();
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
