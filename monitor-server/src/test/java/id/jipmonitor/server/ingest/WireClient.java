package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.wire.Frames;
import id.jipmonitor.protocol.wire.Message;
import id.jipmonitor.protocol.wire.Message.Hello;
import id.jipmonitor.protocol.wire.ProtocolVersion;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Speaks the wire like an agent, message by message, as a test says. */
public final class WireClient implements AutoCloseable {
    public static final BootId BOOT = new BootId(77);
    private static final long PATIENCE_SECONDS = 10;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
    private final Channel channel;

    public WireClient(InetSocketAddress server, SslContext tls) {
        channel = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel opened) {
                        opened.pipeline()
                                .addLast(tls.newHandler(opened.alloc(), "localhost", server.getPort()))
                                .addLast(Frames.decoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(Frames.encoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(new Collector());
                    }
                })
                .connect(server)
                .syncUninterruptibly()
                .channel();
    }

    public static Hello hello(String agent) {
        return new Hello(ProtocolVersion.CURRENT, new AgentId(agent), BOOT, "test", Optional.empty(), Instant.EPOCH);
    }

    public WireClient send(Message message) {
        var _ = channel.writeAndFlush(message); // what came of it shows in what the server answers
        return this;
    }

    /** Bytes as they are, past the encoder. */
    WireClient sendRaw(ByteBuf bytes) {
        var _ = channel.writeAndFlush(bytes); // the encoder lets everything pass that is no message
        return this;
    }

    /** The next message of the server. */
    public Message next() throws InterruptedException {
        Message message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("expected a message within " + PATIENCE_SECONDS + " s. Found: none, connection "
                    + (channel.isActive() ? "open" : "closed"));
        }
        return message;
    }

    /** What came and was not taken yet, if anything. */
    @Nullable
    Message waiting() {
        return received.poll();
    }

    boolean isOpen() {
        return channel.isActive();
    }

    /** Waits until the server has closed the connection. */
    public void awaitClosed() {
        if (!channel.closeFuture().awaitUninterruptibly(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("expected the server to close within " + PATIENCE_SECONDS + " s. Found: open");
        }
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Collector extends SimpleChannelInboundHandler<Message> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, Message message) {
            received.add(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close(); // a failed handshake shows as a closed connection
        }
    }
}
