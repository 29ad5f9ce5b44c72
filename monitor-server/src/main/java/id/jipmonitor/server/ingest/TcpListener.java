package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.settings.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A port that is listened on, with its threads and connections; on epoll where the host has it. */
public final class TcpListener implements AutoCloseable {
    private static final long QUIET_MILLIS = 100;
    private static final long END_MILLIS = 5_000;

    private final EventLoopGroup loops;
    private final ChannelGroup channels;
    private final Channel listener;

    private TcpListener(EventLoopGroup loops, ChannelGroup channels, Channel listener) {
        this.loops = loops;
        this.channels = channels;
        this.listener = listener;
    }

    /**
     * Starts to listen.
     *
     * @param setting which the address came from, for the message
     * @param threads of the event loops; 0 takes as many as Netty thinks right
     * @param channels the connections to close at the end
     * @throws IOException when the address cannot be listened on; the message says which and why
     */
    public static TcpListener open(
            String setting, HostPort listen, int threads, ChannelGroup channels, ChannelHandler initializer)
            throws IOException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(threads, ioHandler());
        var bound = new ServerBootstrap()
                .group(loops)
                .channel(serverChannel())
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(initializer)
                .bind(listen.host(), listen.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loops.shutdownGracefully(); // nothing runs on them yet
            throw new IOException(
                    setting + ": expected an address of this machine with a free port. Found: " + listen + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new TcpListener(loops, channels, bound.channel());
    }

    private static IoHandlerFactory ioHandler() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Where it listens; tells the port when the setting said 0. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Stops listening and closes every connection; what the threads were given is still done. */
    public void disconnect() {
        listener.close().awaitUninterruptibly(END_MILLIS);
        channels.close().awaitUninterruptibly(END_MILLIS);
    }

    /** Ends the threads. */
    @Override
    public void close() {
        disconnect();
        loops.shutdownGracefully(QUIET_MILLIS, END_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(2 * END_MILLIS);
    }
}
