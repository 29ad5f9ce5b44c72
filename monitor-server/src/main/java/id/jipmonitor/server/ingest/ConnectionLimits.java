package id.jipmonitor.server.ingest;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.group.ChannelGroup;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Turns away connections beyond the limits before they cost a handshake. One for a whole listener. */
@Sharable
public final class ConnectionLimits extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<Boolean> COUNTED = AttributeKey.valueOf(ConnectionLimits.class, "counted");

    private final int total;
    private final int perAddress;
    private final ChannelGroup channels;
    private final BiConsumer<SocketAddress, String> turnedAway;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> openOf = new ConcurrentHashMap<>();

    /**
     * @param total of all addresses together
     * @param channels gets every connection that is let in
     * @param turnedAway hears of every other, with the reason
     */
    public ConnectionLimits(
            int total, int perAddress, ChannelGroup channels, BiConsumer<SocketAddress, String> turnedAway) {
        this.channels = channels;
        this.total = total;
        this.perAddress = perAddress;
        this.turnedAway = turnedAway;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.channel().attr(COUNTED).set(true);
        int ofAll = open.incrementAndGet();
        int ofAddress = openOf.merge(address(context), 1, Integer::sum);
        if (ofAll > total || ofAddress > perAddress) {
            turnedAway.accept(
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
