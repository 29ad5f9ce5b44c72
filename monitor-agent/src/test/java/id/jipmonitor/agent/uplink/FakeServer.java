package id.jipmonitor.agent.uplink;

import id.jipmonitor.agent.spool.SpoolFixture;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.CertificateAuthority;
import id.jipmonitor.protocol.tls.CertificateTime;
import id.jipmonitor.protocol.tls.TlsContexts;
import id.jipmonitor.protocol.tls.TlsFiles;
import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.protocol.wire.Message;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** The server's end of the wire, whose manners a test decides. */
final class FakeServer implements AutoCloseable {
    /** What the server does with a message. */
    interface Manners extends BiConsumer<Message, Channel> {}

    static final AgentId AGENT = new AgentId("agent-1");

    final List<Message> heard = new CopyOnWriteArrayList<>();
    final TlsFiles agentFiles;

    private final MultiThreadIoEventLoopGroup eventLoops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final Channel listening;
    private final AtomicInteger packed = new AtomicInteger();
    private volatile Manners manners;

    FakeServer(Path directory, Manners manners) throws IOException, InterruptedException {
        this.manners = manners;
        Instant now = SpoolFixture.NOW;
        CertificateAuthority authority = CertificateAuthority.create("Test", now);
        Path root = directory.resolve("ca.pem");
        authority.write(root, directory.resolve("ca.key"));
        Path serverPem = directory.resolve("server.pem");
        Path serverKey = directory.resolve("server.key");
        authority.issueServer(List.of("127.0.0.1", "localhost"), now).write(serverPem, serverKey, true);
        Path agentPem = directory.resolve("agent.pem");
        Path agentKey = directory.resolve("agent.key");
        authority.issueAgent(AGENT, now).write(agentPem, agentKey, true);
        agentFiles = new TlsFiles(agentPem, agentKey, root);
        SslContext tls = TlsContexts.server(
                new TlsFiles(serverPem, serverKey, root), CertificateTime.of(InstantSource.fixed(now)));
        listening = new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(tls.newHandler(channel.alloc()))
                                .addLast(new PackedCounter())
                                .addLast(Frames.decoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(Frames.encoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(new Ear());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    HostPort address() {
        return new HostPort("127.0.0.1", ((InetSocketAddress) listening.localAddress()).getPort());
    }

    void behave(Manners other) {
        manners = other;
    }

    /** Cuts every connection without a word. */
    void cut() {
        connections.forEach(each -> each.close().awaitUninterruptibly());
        connections.clear();
    }

    List<Message.Batch> batches() {
        return heard.stream()
                .filter(Message.Batch.class::isInstance)
                .map(Message.Batch.class::cast)
                .toList();
    }

    <T extends Message> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        eventLoops
                .shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .awaitUninterruptibly(Duration.ofSeconds(5).toMillis());
    }

    /** Frames whose body was a packed batch: tag 15 of jip.proto's Frame, behind length and codec. */
    int packedFrames() {
        return packed.get();
    }

    private final class PackedCounter extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf bytes
                    && bytes.readableBytes() > 5
                    && bytes.getByte(bytes.readerIndex() + 4) == 0
                    && bytes.getByte(bytes.readerIndex() + 5) == 0x7a) {
                packed.incrementAndGet();
            }
            context.fireChannelRead(message);
        }
    }

    private final class Ear extends SimpleChannelInboundHandler<Message> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Message message) {
            heard.add(message);
            manners.accept(message, context.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
