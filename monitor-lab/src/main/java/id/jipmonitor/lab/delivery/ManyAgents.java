package id.jipmonitor.lab.delivery;

import id.jipmonitor.lab.network.LabException;
import id.jipmonitor.protocol.model.AgentId;
import id.jipmonitor.protocol.model.BootId;
import id.jipmonitor.protocol.model.ProbeResult;
import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.tls.TlsContexts;
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
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections of so many agents, each with its own certificate, that say what the wire asks and nothing more: greeting and
 * batches. They are no agents, so that one machine can hold ten thousand of them; the server sees no difference.
 */
final class ManyAgents implements AutoCloseable {
    private static final int HANDSHAKES_AT_ONCE = 32;
    private static final long PATIENCE_SECONDS = 120;

    private final List<Connected> connected = new ArrayList<>();
    private final Semaphore handshakes = new Semaphore(HANDSHAKES_AT_ONCE);
    private final AtomicLong acknowledged = new AtomicLong();
    private final IoEventLoopGroup loops;

    ManyAgents(IoEventLoopGroup loops) {
        this.loops = loops;
    }

    private static final class Connected {
        private final AgentId agent;
        private final BootId boot;
        private final Channel channel;
        private long next = 1;

        Connected(AgentId agent, BootId boot, Channel channel) {
            this.agent = agent;
            this.boot = boot;
            this.channel = channel;
        }
    }

    /** Connects and greets agents until there are so many, and waits until all are welcome. */
    void growTo(int count, HostPort server, Certificates certificates, Instant now)
            throws IOException, InterruptedException {
        CountDownLatch welcome = new CountDownLatch(count - connected.size());
        for (int i = connected.size(); i < count; i++) {
            AgentId agent = new AgentId("many-%05d".formatted(i));
            BootId boot = new BootId(1 + i);
            Hello hello = new Hello(ProtocolVersion.CURRENT, agent, boot, "bench", Optional.empty(), now);
            SslContext tls = TlsContexts.client(certificates.agent(agent));
            handshakes.acquire();
            Channel channel = open(server, tls, hello, welcome);
            connected.add(new Connected(agent, boot, channel));
        }
        if (!welcome.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new LabException(
                    "agents: expected " + count + " to be welcome. Found: " + welcome.getCount() + " not");
        }
    }

    private Channel open(HostPort server, SslContext tls, Hello hello, CountDownLatch welcome)
            throws InterruptedException {
        Class<? extends SocketChannel> type =
                loops.isIoType(EpollIoHandler.class) ? EpollSocketChannel.class : NioSocketChannel.class;
        return new Bootstrap()
                .group(loops)
                .channel(type)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        SslHandler handler = tls.newHandler(channel.alloc(), server.host(), server.port());
                        handler.setHandshakeTimeoutMillis(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
                        channel.pipeline()
                                .addLast(handler)
                                .addLast(Frames.decoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(Frames.encoder(Frames.DEFAULT_MAX_BYTES))
                                .addLast(new Ear(welcome));
                        handler.handshakeFuture().addListener((Future<Channel> secured) -> {
                            handshakes.release();
                            if (secured.isSuccess()) {
                                var _ = channel.writeAndFlush(hello);
                            }
                        });
                    }
                })
                .connect(server.host(), server.port())
                .sync()
                .channel();
    }

    /**
     * Has every agent send one batch, evenly over the seconds, and waits for all acknowledgements.
     *
     * @return results that were acknowledged
     */
    long round(MadeResults made, int perBatch, long seconds, Instant now) throws InterruptedException {
        long before = acknowledged.get();
        CountDownLatch never = new CountDownLatch(1);
        long pauseMicros = TimeUnit.SECONDS.toMicros(seconds) / connected.size();
        for (Connected each : connected) {
            List<ProbeResult> results = made.next(perBatch);
            var _ = each.channel.writeAndFlush(
                    new Batch(each.agent, each.boot, each.next, results, made.view(now), List.of(), now, false));
            each.next += perBatch;
            var _ = never.await(pauseMicros, TimeUnit.MICROSECONDS);
        }
        long wanted = (long) connected.size() * perBatch;
        for (long waited = 0; acknowledged.get() - before < wanted && waited < PATIENCE_SECONDS * 100; waited++) {
            var _ = never.await(10, TimeUnit.MILLISECONDS);
        }
        return acknowledged.get() - before;
    }

    private final class Ear extends SimpleChannelInboundHandler<Message> {
        private final CountDownLatch welcome;

        Ear(CountDownLatch welcome) {
            super(Message.class);
            this.welcome = welcome;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Message message) {
            if (message instanceof Welcome said) {
                Frames.speak(context.channel(), said.version());
                welcome.countDown();
            } else if (message instanceof Ack ack) {
                acknowledged.addAndGet(ack.last() - ack.first() + 1);
            }
        }
    }

    @Override
    public void close() {
        connected.forEach(each -> each.channel.close().awaitUninterruptibly());
    }
}
