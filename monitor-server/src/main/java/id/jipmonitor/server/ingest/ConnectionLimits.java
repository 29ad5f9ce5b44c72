package id.jipmonitor.server.ingest;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns away connections beyond the limits before they cost a handshake. One for the whole server. */
@Sharable
final class ConnectionLimits extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf(ConnectionLimits.class, "counted");

    private final int total;
    private final int perAddress;
    private final ChannelGroup channels;
    private final RefusalLog refusals;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> openOf = new ConcurrentHashMap<>();

    /** @param channels gets every connection that is let in */
    ConnectionLimits(IngestSettings settings, ChannelGroup channels, RefusalLog refusals) {
        this.channels = channels;
        this.total = settings.maxConnections();
        this.perAddress = settings.maxConnectionsPerAddress();
        this.refusals = refusals;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.channel().attr(COUNTED).set(true);
        int ofAll = open.incrementAndGet();
        int ofAddress = openOf.merge(address(context), 1, Integer::sum);
        if (ofAll > total || ofAddress > perAddress) {
            refusals.refused(
                    Refused.TOO_MANY,
                    context.channel().remoteAddress(),
                    "connections: expected at most " + total + " in all and " + perAddress + " of one address. Found: "
                            + ofAll + " and " + ofAddress);
            var _ = context.close(); // channelInactive counts it out
            return;
        }
        channels.add(context.channel());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (Boolean.TRUE.equals(context.channel().attr(COUNTED).getAndSet(false))) {
            open.decrementAndGet();
            openOf.computeIfPresent(address(context), (_, count) -> count == 1 ? null : count - 1);
        }
        context.fireChannelInactive();
    }

    private static InetAddress address(ChannelHandlerContext context) {
        return ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
    }
}
