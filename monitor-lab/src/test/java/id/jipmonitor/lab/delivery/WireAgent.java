package id.jipmonitor.lab.delivery;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Ack;
import id.jipmonitor.protocol.wire.Message.Batch;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.Message.Welcome;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection that says on the wire what a test wants said, in whatever order. */
final class WireAgent implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Optional<Ack>> acknowledgements = new LinkedBlockingQueue<>();
    private final Channel channel;

    private WireAgent(Channel channel) {
        this.channel = channel;
    }

    /** Connects and is greeted; nothing when the server went away meanwhile. */
    static Optional<WireAgent> greeted(
            IoEventLoopGroup loops, HostPort server, TlsFiles files, AgentId agent, BootId boot, Instant now)
            throws InterruptedException {
        SslContext tls = TlsContexts.client(files);
        BlockingQueue<Optional<Welcome>> welcomes = new LinkedBlockingQueue<>();
        Ear ear = new Ear(welcomes);
        var connecting = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc(), server.host(), server.port()))
                                .addLast(Frames.decoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(Frames.encoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(ear);
                    }
                })
                .connect(server.host(), server.port())
                .await();
        if (!connecting.isSuccess()) {
            return Optional.empty();
        }
        WireAgent wire = new WireAgent(connecting.channel());
        ear.heard = wire.acknowledgements;
        var _ = wire.channel.writeAndFlush(
                new Hello(ProtocolVersion.CURRENT, agent, boot, "test", Optional.empty(), now));
        Optional<Welcome> welcome = Optional.ofNullable(welcomes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .flatMap(each -> each);
        welcome.ifPresent(said -> Frames.speak(wire.channel, said.version()));
        if (welcome.isEmpty()) {
            wire.close();
        }
        return welcome.map(_ -> wire);
    }

    void send(Batch batch) {
        var _ = channel.writeAndFlush(batch); // an acknowledgement tells that it arrived
    }

    /** The next acknowledgement; nothing when the connection has ended without one. */
    Optional<Ack> acknowledged() throws InterruptedException {
        Optional<Ack> next = acknowledgements.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("expected an acknowledgement or an end within 20 s. Found: neither");
        }
        return next;
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }

    private static final class Ear extends SimpleChannelInboundHandler<Message> {
        private final BlockingQueue<Optional<Welcome>> welcomes;
        private volatile BlockingQueue<Optional<Ack>> heard = new LinkedBlockingQueue<>();

        Ear(BlockingQueue<Optional<Welcome>> welcomes) {
            this.welcomes = welcomes;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Message message) {
            if (message instanceof Welcome welcome) {
                welcomes.add(Optional.of(welcome));
            } else if (message instanceof Ack ack) {
                heard.add(Optional.of(ack));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            welcomes.add(Optional.empty());
            heard.add(Optional.empty());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close(); // channelInactive tells it
        }
    }
}
