package id.jipmonitor.agent.uplink;

import id.jipmonitor.protocol.wire.Message;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.concurrent.BlockingQueue;

/** Hands what the server says to the session's thread, so that nothing slow happens on the event loop. */
final class UplinkHandler extends SimpleChannelInboundHandler<Message> {
    private final BlockingQueue<UplinkEvent> session;
    private String reason = "the server closed the connection";

    UplinkHandler(BlockingQueue<UplinkEvent> session) {
        this.session = session;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                tell(context, new UplinkEvent.Secured());
            } else {
                end(context, "TLS failed: " + innermost(handshake.cause()));
            }
        }
        super.userEventTriggered(context, event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Message message) {
        tell(context, new UplinkEvent.Received(message));
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        tell(context, new UplinkEvent.Wake());
        super.channelWritabilityChanged(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(context, innermost(cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        // The queue has room for this one always: the session drops wakes when it is full.
        session.add(new UplinkEvent.Closed(reason));
    }

    private void end(ChannelHandlerContext context, String why) {
        reason = why;
        var _ = context.close();
    }

    private void tell(ChannelHandlerContext context, UplinkEvent event) {
        if (session.size() >= UplinkSession.MAX_EVENTS) {
            end(context, "the server sent faster than the agent could take it");
        } else {
            session.add(event);
        }
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
