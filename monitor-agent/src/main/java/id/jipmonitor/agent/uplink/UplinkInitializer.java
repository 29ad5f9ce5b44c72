package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.settings.HostPort;
import id.jipmonitor.protocol.wire.Frames;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.BlockingQueue;

/** The agent's side of a connection, from the wire inwards. */
final class UplinkInitializer extends ChannelInitializer<SocketChannel> {
    private final SslContext tls;
    private final HostPort server;
    private final BlockingQueue<UplinkEvent> session;

    UplinkInitializer(SslContext tls, HostPort server, BlockingQueue<UplinkEvent> session) {
        this.tls = tls;
        this.server = server;
        this.session = session;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline()
                .addLast("tls", tls.newHandler(channel.alloc(), server.host(), server.port()))
                .addLast("decoder", Frames.decoder(Frames.DEFAULT_MAX_BYTES))
                .addLast("encoder", Frames.encoder(Frames.DEFAULT_MAX_BYTES))
                .addLast("session", new UplinkHandler(session));
    }
}
