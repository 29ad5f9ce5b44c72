package id.jipmonitor.server.ingest;

import id.jipmonitor.protocol.wire.Frames;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a connection goes through, from the wire to the session. */
final class IngestInitializer extends ChannelInitializer<SocketChannel> {
    private static final int SIGNS_OF_LIFE = 6;

    private final IngestSettings settings;
    private final Supplier<SslContext> tls;
    private final ConnectionLimits limits;
    private final Sessions sessions;
    private final AgentDirectory agents;
    private final Identities identities;
    private final RefusalLog refusals;

    IngestInitializer(
            IngestSettings settings,
            Supplier<SslContext> tls,
            ConnectionLimits limits,
            Sessions sessions,
            AgentDirectory agents,
            Identities identities,
            RefusalLog refusals) {
        this.settings = settings;
        this.tls = tls;
        this.limits = limits;
        this.sessions = sessions;
        this.agents = agents;
        this.identities = identities;
        this.refusals = refusals;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        channel.pipeline()
                .addLast("limits", limits)
                .addLast("tls", tlsHandler(channel))
                .addLast("decoder", Frames.decoder(settings.maxFrameBytes()))
                .addLast("encoder", Frames.encoder(settings.maxFrameBytes()))
                .addLast("flow", new FlowControlHandler())
                .addLast("idle", idleHandler())
                .addLast(
                        "session",
                        new IngestHandler(sessions, agents, identities, refusals, settings.handshakeTimeout()));
    }

    /** Reports a silent agent, and each sixth of that time in which this end has said nothing. */
    private IdleStateHandler idleHandler() {
        long silence = settings.idleTimeout().toMillis();
        return new IdleStateHandler(silence, silence / SIGNS_OF_LIFE, 0, TimeUnit.MILLISECONDS);
    }

    private SslHandler tlsHandler(SocketChannel channel) {
        SslHandler handler = tls.get().newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(settings.handshakeTimeout().toMillis());
        return handler;
    }
}
